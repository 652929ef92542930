import { answer, load } from './ask.js'
import { readCases } from './cases.js'
import { deviations } from './deviations.js'
import { checkGraphCase } from './graph.js'
import type { GraphCase } from './graph-case.js'

/** What became of a family: how many questions were asked, which answers a deviation explains, which nothing does. */
export interface Report {
  readonly family: string
  readonly cases: number
  readonly asked: number
  /** How many answers each deviation explains. */
  readonly explained: ReadonlyMap<string, number>
  readonly differences: readonly Unexplained[]
}

/** An answer that is neither Alembic's nor a documented deviation. */
export interface Unexplained {
  readonly case: { readonly id: string }
  readonly expected: unknown
  readonly ours: unknown
}

/** The families that can be checked, each with the function that does it. */
export const families: Readonly<Record<string, (folder: string) => Report | Promise<Report>>> = {
  graph: checkGraph,
}

function checkGraph(folder: string): Report {
  const cases = readCases<GraphCase>(folder, 'graph')
  const explained = new Map(deviations.map(({ name }) => [name, 0]))
  const differences: Unexplained[] = []
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
