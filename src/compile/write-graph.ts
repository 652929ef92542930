import type { SetGraph } from '../runner/migration-set.js'
import { writeLines } from './write-value.js'

type Lists = readonly (readonly unknown[])[]

/**
 * The graph as JavaScript, in as few bytes as it takes: what goes without saying, such as that a revision follows the
 * next one of the list, is not said. `ids` and `graph` are declared.
 */
export function writeGraph(graph: SetGraph): string {
  const { ids, down, needs, parents } = graph
  const following = (lists: Lists) =>
    writeEach('(_, at) => [at + 1]', lists, (list, at) => list.length === 1 && list[0] === at + 1)
  return `const ids = ${writeWords(ids)}
const none = []
const each = (usual, others) => Object.assign(ids.map(usual), others)
const runs = (...all) => all.flatMap(([count, one]) => Array(count).fill(one))
const down = ${following(down)}
const graph = {
ids,
down,
needs: ${writeEach('() => none', needs, (list) => list.length === 0)},
parents: ${same(parents, down) ? 'down' : following(parents)},
branches: ${JSON.stringify(graph.branches)},
labels: ${writeRuns(graph.labels)},
messages: ${writeLines(graph.messages.map((one) => JSON.stringify(one)))},
upgradeChunks: ${writeRuns(graph.upgradeChunks)},
downgradeChunks: ${writeRuns(graph.downgradeChunks)},
checksums: ${writeWords(graph.checksums)},
baselineChecksum: ${JSON.stringify(graph.baselineChecksum)},
checksum: ${JSON.stringify(graph.checksum)},
}
`
}

/** Words without a space in them; of one length they need nothing between them, and digits alone compress better. */
export function writeWords(words: readonly string[]): string {
  const { length = 0 } = words[0] ?? ''
  const isEven = length > 0 && words.every((word) => word.length === length && /^[\w-]+$/.test(word))
  if (isEven) return `${JSON.stringify(words.join(''))}.match(/.{${length}}/g)`
  return words.length === 0 ? '[]' : `${JSON.stringify(words.join(' '))}.split(" ")`
}

function writeEach(usual: string, lists: Lists, isUsual: (list: readonly unknown[], at: number) => boolean): string {
  const others = lists.flatMap((list, at) => (isUsual(list, at) ? [] : [`${at}: ${write(list)}`]))
  return `each(${usual}, { ${others.join(', ')} })`
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
