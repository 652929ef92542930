import type { SetGraph } from '../runner/migration-set.js'

type Edges = readonly (readonly number[])[]

/**
 * The graph as JavaScript, in as few bytes as it takes: what goes without saying, such as that a revision follows the
 * next one of the list, is not said. `ids` and `graph` are declared.
 */
export function writeGraph(graph: SetGraph): string {
  const { ids, down, needs, parents } = graph
  const next = ids.map((_, at) => [at + 1])
  const none = ids.map((): readonly number[] => [])
  const both = down.map((below, at) => [...new Set([...below, ...(needs[at] ?? [])])])
  return `const none = []
const edges = (lists, others) => {
let at = 0
for (const [gap, ...to] of others) lists[at += gap] = to.map((one) => at + one)
return lists
}
const runs = (...all) => all.flatMap(([count, one]) => Array(count).fill(one))
const ids = ${writeWords(ids)}
const checksums = ${writeWords(graph.checksums)}
const down = edges(ids.map((_, at) => [at + 1]), ${writeOthers(down, next)})
const needs = edges(ids.map(() => none), ${writeOthers(needs, none)})
const graph = {
ids,
down,
needs,
parents: edges(down.map((below, at) => needs[at] === none ? below : [...new Set([...below, ...needs[at]])]), ${writeOthers(parents, both)}),
branches: ${JSON.stringify(graph.branches)},
labels: ${writeRuns(graph.labels)},
upgradeChunks: ${writeRuns(graph.upgradeChunks)},
downgradeChunks: ${writeRuns(graph.downgradeChunks)},
checksums,
${writeSums(graph)}}
`
}

const writeSums = ({ messagesChecksum, baselineChecksum, checksum }: SetGraph): string =>
  Object.entries({ messagesChecksum, baselineChecksum, checksum })
    .flatMap(([name, sum]) => (sum === undefined ? [] : [`${name}: ${JSON.stringify(sum)},\n`]))
    .join('')

/** Words without a space in them; of one length they need nothing between them, and digits alone compress better. */
export function writeWords(words: readonly string[]): string {
  const { length = 0 } = words[0] ?? ''
  const isEven = length > 0 && words.every((word) => word.length === length && /^[\w-]+$/.test(word))
  if (isEven) return `${JSON.stringify(words.join(''))}.match(/.{${length}}/g)`
  return words.length === 0 ? '[]' : `${JSON.stringify(words.join(' '))}.split(" ")`
}

/** Edges that are not as usual: how far from the last such position theirs is, and how far from there each leads. */
function writeOthers(edges: Edges, usual: Edges): string {
  let last = 0
  const others = edges.flatMap((list, at) => {
    if (same(list, usual[at])) return []
    const gap = at - last
    last = at
    return [[gap, ...list.map((to) => to - at)]]
  })
  return JSON.stringify(others)
}

/** A list in which the same often follows the same. */
function writeRuns(values: readonly unknown[]): string {
  const runs: { count: number; readonly one: unknown }[] = []
  for (const one of values) {
    const last = runs.at(-1)
    if (last && same(last.one, one)) last.count++
    else runs.push({ count: 1, one })
  }
  return `runs(${runs.map(({ count, one }) => `[${count}, ${write(one)}]`).join(', ')})`
}

const write = (value: unknown): string => (Array.isArray(value) && value.length === 0 ? 'none' : JSON.stringify(value))

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
