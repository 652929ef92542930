import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { column, dropTable, enumeration, integer, type Operation, type Operations } from 'limbeck/op'
import { openOperations } from '../../src/ops/operations.js'

function open() {
  const heard: unknown[] = []
  const opened = openOperations({
    enqueue: (operation) => heard.push(operation.kind),
    async query(sql, params) {
      heard.push([sql, params])
      return [{ n: 1 }]
    },
  })
  return { ...opened, heard }
}

/** A call of each directive. */
const calls: Readonly<Record<string, (op: Operations) => void>> = {
  addColumn: (op) => op.addColumn('t', column('a', integer())),
  addEnumValue: (op) => op.addEnumValue('mood', 'glad'),
  alterColumn: (op) => op.alterColumn('t', 'a', { nullable: false }),
  assert: (op) => op.assert('SELECT 1'),
  autocommitBlock: (op) => op.autocommitBlock(() => op.execute('VACUUM')),
  batchAlterTable: (op) => op.batchAlterTable('t', (batch) => batch.dropColumn('a')),
  bulkInsert: (op) => op.bulkInsert('t', [{ a: 1 }]),
  createCheckConstraint: (op) => op.createCheckConstraint('c', 't', 'a > 0'),
  createEnum: (op) => op.createEnum(enumeration('mood', ['ok'])),
  createExcludeConstraint: (op) => op.createExcludeConstraint('x', 't', [['a', '=']]),
  createForeignKey: (op) => op.createForeignKey('f', 't', 'u', ['a'], ['id']),
  createIndex: (op) => op.createIndex('i', 't', ['a']),
  createPrimaryKey: (op) => op.createPrimaryKey('p', 't', ['a']),
  createTable: (op) => op.createTable('t', column('a', integer())),
  createTableComment: (op) => op.createTableComment('t', 'notes'),
  createUniqueConstraint: (op) => op.createUniqueConstraint('u', 't', ['a']),
  dropColumn: (op) => op.dropColumn('t', 'a'),
  dropConstraint: (op) => op.dropConstraint('u', 't'),
  dropEnum: (op) => op.dropEnum('mood'),
  dropIndex: (op) => op.dropIndex('i'),
  dropTable: (op) => op.dropTable('t'),
  dropTableComment: (op) => op.dropTableComment('t'),
  execute: (op) => op.execute('SELECT 1'),
  irreversible: (op) => op.irreversible('the letters are gone'),
  renameEnumValue: (op) => op.renameEnumValue('mood', 'ok', 'fine'),
  renameTable: (op) => op.renameTable('t', 'u'),
}

describe('openOperations', () => {
  it('has these directives, which enqueue at once and return nothing', () => {
    const { op, heard } = open()
    assert.deepEqual(Object.keys(op).sort(), [...Object.keys(calls), 'f', 'invoke', 'query'].sort())
    for (const call of Object.values(calls)) assert.equal(call(op), undefined)
    assert.deepEqual(heard, Object.keys(calls))
  })

  it('enqueues operations made elsewhere', () => {
    const { op, heard } = open()
    const own: Operation = { kind: 'own', toSql: () => [] }
    op.invoke(own)
    op.invoke(dropTable('t'))
    assert.deepEqual(heard, ['own', 'dropTable'])
  })

  it('hands questions on, and their answers back', async () => {
    const { op, heard } = open()
    assert.deepEqual(await op.query('SELECT 1'), [{ n: 1 }])
    await op.query('SELECT ?', [true])
    assert.deepEqual(heard, [
      ['SELECT 1', []],
      ['SELECT ?', [true]],
    ])
  })

  it('refuses every call after it was closed', async () => {
    const { op, close, heard } = open()
    close()
    const closed = { code: 'closed-operations', message: /return or await what it starts/ }
    for (const call of Object.values(calls)) assert.throws(() => call(op), closed)
    assert.throws(() => op.invoke(dropTable('t')), closed)
    await assert.rejects(op.query('SELECT 1'), closed)
    assert.deepEqual(heard, [])
  })
})
