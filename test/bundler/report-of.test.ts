import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Distilled, StepReport } from 'limbeck/compile'
import { reportOf } from '../../src/bundler/report-of.js'

const distilled = (ids: readonly string[], report: readonly StepReport[], noBaseline?: string) =>
  ({ graph: { ids }, report, ...(noBaseline && { noBaseline }) }) as unknown as Distilled

it('a build says how many revisions are data, and which are code, and why', () => {
  const step = (revision: string, kind: StepReport['kind'], reason?: string): StepReport => ({
    ...{ revision, kind, file: `versions/${revision}.ts`, direction: 'upgrade' },
    ...(reason && { reason }),
  })
  assert.deepEqual(reportOf(distilled(['a'], [step('a', 'compiled')]), undefined), {
    lines: ['migrations: 1 revision, compiled'],
    warnings: [],
  })
  const report = [step('a', 'variants'), step('b', 'program', 'it is an async function')]
  assert.deepEqual(reportOf(distilled(['a', 'b'], report, 'rows depend on the time'), 'catalog').lines, [
    'migrations/catalog: 2 revisions, compiled but for 1 direction',
    'versions/b.ts: its upgrade is a program, it is an async function',
    'no baseline: rows depend on the time',
  ])
})

it('a build warns of what fails on an empty database', () => {
  const failing = { ...distilled(['a'], [], 'the upgrade of a fails'), fails: true } as const
  assert.deepEqual(reportOf(failing, undefined), {
    lines: ['migrations: 1 revision, compiled'],
    warnings: ['no baseline: the upgrade of a fails'],
  })
})
