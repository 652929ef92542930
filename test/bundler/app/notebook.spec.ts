import { type Migrations, migrator, type RevisionModule } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { migrations } from 'limbeck/migrations'
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'

const upgraded = async (all: Migrations) => {
  const SQL = await initSqlJs()
  const db = new SQL.Database()
  const { steps } = await migrator(sqlJs(db), all).upgrade('head')
  expect(steps.at(-1)?.revision).toBe(migrations.heads[0])
  return db.exec('SELECT body, words FROM note')[0]?.values
}
const notes = [
  ['a heron at the weir', 5],
  ['', 0],
]

test('the notebook is upgraded by the compiled migrations', async () => {
  expect(await upgraded(migrations)).toEqual(notes)
})

test('and by what import.meta.glob gives', async () => {
  const modules = Object.values(import.meta.glob<RevisionModule>('./migrations/versions/*.ts', { eager: true }))
  const texts = import.meta.glob<string>('./migrations/versions/*.sql', {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  expect(await upgraded([...modules, ...Object.values(texts)])).toEqual(notes)
})
