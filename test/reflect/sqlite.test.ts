import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newDatabase } from '../database.js'
import { readCases } from '../oracle/cases.js'
import { assertFixedPoint } from './sqlite-fixed-point.js'
import { sqliteSchemas } from './sqlite-schemas.js'

/** Makes what a script makes, and makes that anew. */
async function assertScript(script: string): Promise<void> {
  const db = newDatabase(script)
  await assertFixedPoint(db)
  db.close()
}

describe('reflection of SQLite', () => {
  for (const script of sqliteSchemas) {
    it(`is a fixed point: ${script.slice(0, 100).replaceAll('\n', ' ')}`, () => assertScript(script))
  }

  it('is a fixed point on every schema that Alembic was asked about', async () => {
    const cases = [
      ...readCases<{ readonly database: readonly string[]; readonly target: readonly string[] }>(
        'test/oracle',
        'reflect-diff',
      ).flatMap(({ database, target }) => [database, target]),
      ...readCases<{ readonly setup: readonly string[] }>('test/oracle', 'batch').map(({ setup }) => setup),
    ]
    const scripts = new Set(cases.map((statements) => statements.join(';\n')))
    assert.ok(scripts.size > 300, String(scripts.size))
    for (const script of scripts) await assertScript(script)
  })
})
