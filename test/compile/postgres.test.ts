import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openScratch, type Scratch } from '../../src/scratch/open-scratch.js'
import { compileModules } from '../compile-modules.js'
import { setOf } from '../set-of.js'
import { corpusFor, leap, walk } from './corpus.js'
import { readPostgres } from './read-postgres.js'

describe('what is compiled for PostgreSQL', () => {
  it('leaves after every revision, up and down, what revisions leave', async () => {
    const modules = corpusFor('postgresql')
    const ids = modules.map(({ revision }) => revision)
    const distilled = await compileModules(() => corpusFor('postgresql'), 'postgresql')
    assert.deepEqual(
      distilled.report
        .filter(({ kind }) => kind !== 'compiled')
        .map(({ revision, direction }) => `${direction} of ${revision}`),
      ['upgrade of r6'],
    )
    assert.match(distilled.noBaseline ?? '', /PostgreSQL/)
    const outcomes: unknown[] = []
    for (const migrations of [modules, setOf(distilled, modules)]) {
      const scratch: Scratch = await openScratch('postgresql')
      const { adapter } = scratch
      outcomes.push([await walk(adapter, migrations, ids, readPostgres), await leap(adapter, migrations, readPostgres)])
      await scratch.close()
    }
    assert.deepEqual(outcomes[1], outcomes[0])
  })
})
