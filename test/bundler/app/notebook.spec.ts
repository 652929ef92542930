import { migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { migrations } from 'limbeck/migrations'
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'

test('the notebook is upgraded by the compiled migrations', async () => {
  const SQL = await initSqlJs()
  const db = new SQL.Database()
  const { steps } = await migrator(sqlJs(db), migrations).upgrade('head')
  expect(steps.at(-1)?.revision).toBe(migrations.heads[0])
  expect(db.exec('SELECT body, words FROM note')[0]?.values).toEqual([
    ['a heron at the weir', 5],
    ['', 0],
  ])
})
