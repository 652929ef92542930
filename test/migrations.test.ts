import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { files, migrations } from 'limbeck/migrations'
import { migrations as others } from 'limbeck/migrations/others'
import { newDatabase } from './database.js'

describe('limbeck/migrations without a plugin', () => {
  const says = { code: 'plugin-missing', message: /worker\.plugins.*limbeck compile/s }

  it('can be imported, and says what is missing when it is used', async () => {
    for (const set of [migrations, others]) {
      const { upgrade, check, history } = migrator(sqlJs(newDatabase()), set)
      for (const run of [() => upgrade('head'), check, () => history()]) await assert.rejects(run, says)
    }
  })
  it('says so whatever is asked of it', async () => {
    for (const field of ['format', 'engine', 'heads'] as const) assert.throws(() => migrations[field], says)
    await assert.rejects(() => migrations.graph(), says)
    await assert.rejects(() => migrations.chunk(0), says)
    await assert.rejects(() => migrations.program('a'), says)
    await assert.rejects(() => migrations.messages(), says)
    assert.throws(() => files(), says)
  })
})
