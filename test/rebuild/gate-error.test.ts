import assert from 'node:assert/strict'
import { it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { gate } from '../../src/rebuild/gate.js'
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

it('what a gate says is what a run says, also where the gate stands in a revision of plain SQL', async () => {
  const revision = `-- revision: aaaa
-- down_revision:
-- upgrade
${gate("SELECT 'this was written for another schema' AS wrong")};
`
  await assert.rejects(
    upgrade(sqlJs(newDatabase()), [revision]),
    coded('migration-failed', /The upgrade of aaaa failed at statement 1: this was written for another schema\. The/),
  )
})
