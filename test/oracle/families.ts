import { answer, load } from './ask.js'
import { checkBatchCase } from './batch.js'
import type { BatchCase } from './batch-case.js'
import { batchDeviations } from './batch-deviations.js'
import { readCases } from './cases.js'
import { deviations } from './deviations.js'
import { checkGraphCase } from './graph.js'
import type { GraphCase } from './graph-case.js'
import { checkOffline } from './offline.js'
import { offlineDeviations } from './offline-deviations.js'
import { scriptDeviations } from './offline-script.js'
import { checkReflectDiff } from './reflect-diff.js'
import { reflectDiffDeviations } from './reflect-diff-deviations.js'

/** What became of a family: how many questions were asked, which answers a deviation explains, which nothing does. */
export interface Report {
  readonly family: string
  readonly cases: number
  readonly asked: number
  /** How many answers each deviation explains. */
  readonly explained: ReadonlyMap<string, number>
  /** Answers that are neither Alembic's nor a documented deviation, as they are to be shown. */
  readonly differences: readonly (object & { readonly case: { readonly id: string } })[]
}

/** A family of vectors. */
export interface Family {
  check(folder: string): Report | Promise<Report>
  /** Why we differ, and how. */
  readonly deviations: readonly { readonly name: string; readonly reason: string }[]
  /** With fewer answers than that, something is wrong with the vectors. */
  readonly least: number
}

/** The families that can be checked, each with the function that does it. */
export const families: Readonly<Record<string, Family>> = {
  graph: { check: checkGraph, deviations, least: 200_000 },
  batch: { check: checkBatch, deviations: batchDeviations, least: 400 },
  'offline-sql': { check: checkOffline, deviations: [...offlineDeviations, ...scriptDeviations], least: 1_000 },
  'reflect-diff': { check: checkReflectDiff, deviations: reflectDiffDeviations, least: 1_500 },
}

function checkGraph(folder: string): Report {
  const cases = readCases<GraphCase>(folder, 'graph')
  const explained = new Map(deviations.map(({ name }) => [name, 0]))
  const differences: Report['differences'][number][] = []
  let asked = 0
  for (const given of cases) {
    const checked = checkGraphCase(given)
    asked += checked.asked
    if (checked.differences.length === 0) continue
    let graph: ReturnType<typeof load> | undefined
    answer(() => {
      graph = load(given.revisions)
      return { ids: [] }
    })
    for (const difference of checked.differences) {
      const deviation = deviations.find((one) => one.applies(difference) && one.documented(difference, graph))
      if (deviation) explained.set(deviation.name, (explained.get(deviation.name) ?? 0) + 1)
      else differences.push(difference)
    }
  }
  return { family: 'graph', cases: cases.length, asked, explained, differences }
}

function checkBatch(folder: string): Report {
  const cases = readCases<BatchCase>(folder, 'batch')
  const explained = new Map(batchDeviations.map(({ name }) => [name, 0]))
  const differences: Report['differences'][number][] = []
  for (const given of cases) {
    const difference = checkBatchCase(given)
    if (!difference) continue
    const deviation = batchDeviations.find((one) => one.applies(difference) && one.documented(difference))
    if (deviation) explained.set(deviation.name, (explained.get(deviation.name) ?? 0) + 1)
    else differences.push(difference)
  }
  return { family: 'batch', cases: cases.length, asked: cases.length, explained, differences }
}
