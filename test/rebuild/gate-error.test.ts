import assert from 'node:assert/strict'
import { it } from 'node:test'
import { gateError } from '../../src/rebuild/gate-error.js'
import { unique } from '../../src/schema/constraint.js'
import { coded, newDatabase } from '../database.js'
import { altering, runRebuild } from './run-rebuild.js'

it('an error about a copy names the table', () => {
  const db = newDatabase('CREATE TABLE t (a); INSERT INTO t VALUES (1), (1)')
  const added = { kind: 'addConstraint', constraint: unique(['a'], { name: 'uq' }) } as const
  assert.throws(
    () => {
      try {
        runRebuild(db, altering('t', [added]))
      } catch (error) {
        throw gateError(error)
      }
    },
    coded('rebuild-stopped', /^UNIQUE constraint failed: t\.a$/),
  )
  const other = new Error('no such table: x')
  assert.equal(gateError(other), other)
})
