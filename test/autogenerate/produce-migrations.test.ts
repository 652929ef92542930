import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { produceMigrations } from 'limbeck/autogenerate'
import { schemaOf } from './schemas.js'

const [database, target] = ['CREATE TABLE t (a)', 'CREATE TABLE t (a, b)']

describe('produceMigrations', () => {
  it('gives one revision with both directions, and what it shall be', async () => {
    const revision = { message: 'add b', branchLabels: ['shop'] }
    const { migrations, comparison } = produceMigrations(await schemaOf(database), await schemaOf(target), {
      engine: 'sqlite',
      revision,
    })
    assert.deepEqual(migrations, [{ ...revision, upgrade: comparison?.upgrade, downgrade: comparison.downgrade }])
  })

  it('gives one without operations where nothing differs', async () => {
    const schema = await schemaOf(database)
    assert.deepEqual(produceMigrations(schema, schema, { engine: 'sqlite' }).migrations, [
      { upgrade: [], downgrade: [] },
    ])
  })

  it('lets a hook have the last word', async () => {
    const [one, other] = [await schemaOf(database), await schemaOf(target)]
    const { migrations } = produceMigrations(one, other, {
      engine: 'sqlite',
      processRevisionDirectives(all, { database, target, comparison }) {
        assert.deepEqual([database, target, comparison?.differences.length], [one, other, 1])
        return [...all.map((each) => ({ ...each, message: 'mine' })), { upgrade: [], downgrade: [] }]
      },
    })
    assert.deepEqual(
      migrations.map(({ message }) => message),
      ['mine', undefined],
    )
    const none = produceMigrations(one, one, {
      engine: 'sqlite',
      processRevisionDirectives: (all) => all.filter(({ upgrade }) => upgrade.length > 0),
    })
    assert.deepEqual(none.migrations, [])
  })
})
