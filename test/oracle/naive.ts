import { resolve } from '../../src/graph/resolve.js'
import type { Graph } from '../../src/graph/revision.js'

/**
 * What a symbol with steps names, walked one step at a time from what its name alone is, which other vectors check;
 * undefined where there is no one answer.
 */
export function naive(graph: Graph, symbol: string): readonly number[] | undefined {
  const [, branch = '', name = '', steps = ''] = /^(?:([^@]*)@)?(.*?)([+-]\d+)?$/.exec(symbol) ?? []
  const from = name === '' ? heads(graph, branch) : resolve(graph, branch === '' ? name : `${branch}@${name}`)
  if (steps === '') return from
  if (name !== '' && from.length > 1) return undefined
  const to = new Set<number>()
  for (const start of from.length > 0 ? from : [undefined]) {
    const end = step(graph, start, Number(steps))
    if (end !== undefined) to.add(end)
  }
  return [...to]
}

const heads = (graph: Graph, branch: string): readonly number[] =>
  resolve(graph, 'heads').filter((head) => {
    if (branch === '') return true
    if (graph.branches[branch] !== undefined) return graph.labels[head]?.includes(branch)
    const [at] = resolve(graph, branch)
    for (
      let below: readonly number[] = [head];
      below.length > 0;
      below = below.flatMap((one) => graph.down[one] ?? [])
    ) {
      if (at !== undefined && below.includes(at)) return true
    }
    return false
  })

function step(graph: Graph, start: number | undefined, steps: number): number | undefined {
  let at = start
  for (let left = Math.abs(steps); left > 0; left--) {
    const below = at
    const ways =
      steps < 0
        ? below === undefined
          ? []
          : (graph.down[below] ?? [])
        : graph.down.flatMap((down, up) =>
            (below === undefined ? down.length === 0 : down.includes(below)) ? [up] : [],
          )
    at = ways[0]
  }
  return at
}
