import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dropTable, type Operations } from 'limbeck/op'
import { record } from '../../src/ops/record.js'

const kinds = (direction: (op: Operations) => unknown) => record(direction)?.map(({ kind }) => kind)

describe('record', () => {
  it('gives the operations of a direction in the order of the calls', () => {
    const direction = (op: Operations) => {
      op.execute('SELECT 1')
      op.invoke(dropTable('t'))
      op.assert('SELECT 1')
    }
    assert.deepEqual(kinds(direction), ['execute', 'dropTable', 'assert'])
  })

  it('gives none for a direction that does nothing', () => {
    assert.deepEqual(
      record(() => undefined),
      [],
    )
  })

  it('takes a direction that returns a promise for a program', () => {
    const direction = (op: Operations) => Promise.resolve().then(() => op.execute('SELECT 1'))
    assert.equal(record(direction), undefined)
  })

  it('takes a direction that returns something with a then for a program', () => {
    // biome-ignore lint/suspicious/noThenProperty: a promise of another library
    const thenable = { then: () => undefined }
    assert.equal(
      record(() => thenable),
      undefined,
    )
  })

  it('does not call an async function', () => {
    let calls = 0
    const direction = async () => {
      calls++
    }
    assert.equal(record(direction), undefined)
    assert.equal(record(direction.bind(undefined)), undefined)
    assert.equal(calls, 0)
  })

  it('takes a direction that asks the database for a program, though it does not wait for the answer', () => {
    const direction = (op: Operations) => {
      op.execute('SELECT 1')
      void op.query('SELECT 1')
    }
    assert.equal(record(direction), undefined)
  })

  it('throws what the direction throws', () => {
    const thrown = new TypeError('no')
    const direction = () => {
      throw thrown
    }
    assert.throws(
      () => record(direction),
      (error) => error === thrown,
    )
  })

  it('lets a rejection of the promise pass: the run will tell', async () => {
    assert.equal(
      record(() => Promise.reject(new Error('no'))),
      undefined,
    )
    await new Promise((resolve) => setImmediate(resolve))
  })

  it('closes op when the direction is done', () => {
    let kept: Operations | undefined
    record((op) => {
      kept = op
    })
    assert.throws(() => kept?.execute('SELECT 1'), { code: 'closed-operations' })
  })
})
