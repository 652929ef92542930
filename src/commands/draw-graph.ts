import { newestFirst } from '../graph/newest-first.js'
import type { RevisionGraph } from './graph.js'

/** The graph as Mermaid draws it: newest on top, dependencies dotted. https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(graph: RevisionGraph): string {
  const nodes = graph.ids.map((id, at) => {
    const labels = graph.branches && Object.keys(graph.branches).filter((label) => graph.branches[label] === at)
    const words = [id, ...labels.map((label) => `(${label})`), graph.messages[at]?.split('\n')[0]]
      .filter(Boolean)
      .join(' ')
    return `  r${at}["${words.replace(/["#<>]/g, (sign) => `#${sign.charCodeAt(0)};`)}"]`
  })
  const edges = graph.ids.flatMap((_, at) => [
    ...(graph.down[at] ?? []).map((below) => `  r${below} --> r${at}`),
    ...(graph.needs[at] ?? []).map((needed) => `  r${needed} -.-> r${at}`),
  ])
  return ['flowchart BT', ...nodes, ...edges].join('\n')
}

/** The graph as lines of text, newest first: a column for each branch, as `git log --graph` has it. */
export function drawGraph(graph: RevisionGraph): string {
  const everything = new Set(graph.ids.keys())
  const lines: string[] = []
  let lanes: (number | undefined)[] = []
  for (const at of newestFirst(everything, graph.parents)) {
    let lane = lanes.indexOf(at)
    if (lane < 0) lane = lanes.push(at) - 1
    const joining = lanes.flatMap((other, nth) => (other === at && nth > lane ? [nth] : []))
    if (joining.length > 0) lines.push(joinLine(lanes, lane, joining))
    for (const nth of joining) lanes[nth] = undefined
    lanes = trimmed(lanes)
    lines.push(
      `${lanes.map((other, nth) => (nth === lane ? '*' : other === undefined ? ' ' : '|')).join(' ')}  ${wordsOf(graph, at)}`,
    )
    const below = [...(graph.down[at] ?? [])]
    lanes[lane] = below.shift()
    for (const parent of below) {
      lines.push(`${lanes.map((other) => (other === undefined ? ' ' : '|')).join(' ')}\\`.replace(/ \\$/, '\\'))
      lanes.push(parent)
    }
    lanes = trimmed(lanes)
  }
  return lines.map((line) => line.trimEnd()).join('\n')
}

const joinLine = (lanes: readonly (number | undefined)[], lane: number, joining: readonly number[]): string =>
  lanes
    .map((other, nth) => (joining.includes(nth) ? '/' : other === undefined && nth > lane ? ' ' : '|'))
    .join(' ')
    .replace(/ \//g, '/')

function trimmed(lanes: readonly (number | undefined)[]): (number | undefined)[] {
  let end = lanes.length
  while (end > 0 && lanes[end - 1] === undefined) end--
  return lanes.slice(0, end)
}

function wordsOf(graph: RevisionGraph, at: number): string {
  const labels = Object.keys(graph.branches).filter((label) => graph.branches[label] === at)
  const needs = (graph.needs[at] ?? []).map((needed) => graph.ids[needed])
  return [
    graph.ids[at],
    labels.length > 0 && `(${labels.join(', ')})`,
    graph.messages[at]?.split('\n')[0],
    needs.length > 0 && `[needs ${needs.join(', ')}]`,
  ]
    .filter(Boolean)
    .join(' ')
}
