import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chainRewriters, produceMigrations, type Rewriter, rewriter } from 'limbeck/autogenerate'
import { addColumn, column, execute, type Operation, text } from 'limbeck/op'
import { schemaOf, written } from './schemas.js'

const before = 'CREATE TABLE t (a INT, b INT); CREATE TABLE gone (a)'
const after = 'CREATE TABLE t (a INT, c INT, d TEXT)'

const produce = async (made: Rewriter, database = before, target = after) =>
  produceMigrations(await schemaOf(database), await schemaOf(target), {
    engine: 'sqlite',
    rewriter: made,
    noRename: true,
  }).migrations[0]

const kinds = (directives: readonly { readonly operation: Operation }[] = []) =>
  directives.map(({ operation }) => operation.kind)

describe('a rewriter', () => {
  it('gives another operation, several, or none, by directive', async () => {
    const migration = await produce(
      rewriter({
        dropTable: () => [],
        batchAlterTable: (operation) => [execute('ANALYZE'), operation],
      }),
    )
    assert.deepEqual(kinds(migration?.upgrade), ['execute', 'batchAlterTable'])
    assert.deepEqual(kinds(migration?.downgrade), ['createTable', 'execute', 'batchAlterTable'])
  })

  it('sees the changes of a batch as directives, and keeps them in it', async () => {
    const migration = await produce(
      rewriter({
        dropColumn: () => [],
        addColumn: (operation) => {
          const [change] = operation.alteration?.changes ?? []
          return change?.kind === 'addColumn' && change.column.name === 'd'
            ? addColumn('t', column('d', text(), { default: 'x' }))
            : undefined
        },
      }),
    )
    assert.equal(
      written(migration?.upgrade.slice(1) ?? []),
      "op.batchAlterTable('t', (batch) => {\n  batch.addColumn(column('c', raw('INT')))\n  batch.addColumn(column('d', text(), { default: 'x' }))\n})\n",
    )
  })

  it('moves what is no change of the table behind the batch, and leaves no empty one', async () => {
    const all = rewriter({ dropColumn: () => execute('SELECT 1'), addColumn: () => [] })
    assert.deepEqual(kinds((await produce(all))?.upgrade), ['dropTable', 'execute'])
  })

  it('hands each operation over once, and knows the direction', async () => {
    const seen: string[] = []
    await produce(
      rewriter({
        createTable: (operation, { direction }) => {
          seen.push(direction)
          return [operation, operation]
        },
      }),
    )
    assert.deepEqual(seen, ['downgrade'])
  })

  it('keeps what is to be known with what takes the place', async () => {
    const migration = await produce(rewriter({ dropTable: () => [execute('SELECT 1'), execute('SELECT 2')] }))
    assert.deepEqual(migration?.upgrade[0]?.notes.length, 1)
    assert.deepEqual(migration?.upgrade[1]?.notes, [])
  })

  it('comes after another one', async () => {
    const twice = chainRewriters(
      rewriter({ dropTable: () => execute('SELECT 1') }),
      rewriter({ execute: () => execute('SELECT 2'), dropTable: () => [] }),
    )
    assert.equal(written((await produce(twice))?.upgrade.slice(0, 1) ?? []), "op.execute('SELECT 2')\n")
  })
})
