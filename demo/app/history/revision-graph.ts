import { element } from '../element.js'
import type { PageOptions } from '../page-options.js'
import { type Edge, layOut, type Placed } from './lay-out.js'

/** The drawing of the schema's history, and how to mark in it where the store stands. */
export interface RevisionGraph {
  readonly root: HTMLElement
  mark(applied: ReadonlySet<string>, running?: string, failed?: string): void
}

const [rowHeight, laneWidth, margin] = [40, 18, 12]

/** Draws all revisions, newest on top, with the release that each line of them ends in. */
export function revisionGraph({ history, releases }: PageOptions): RevisionGraph {
  const { placed, edges } = layOut(history)
  const width = margin * 2 + laneWidth * Math.max(0, ...placed.map(({ lane }) => lane))
  const drawing = svg('svg', { width, height: rowHeight * placed.length, 'aria-hidden': 'true' })
  const lines = edges.map((edge) => ({ edge, path: svg('path', { d: route(edge) }) }))
  const dots = placed.map((one) => ({ one, dot: svg('circle', { cx: x(one), cy: y(one), r: 5 }) }))
  drawing.append(...lines.map(({ path }) => path), ...dots.map(({ dot }) => dot))
  const items = placed.map(({ entry }) => {
    const release = releases.find(({ heads }) => heads.includes(entry.id))
    const state = element('span', { class: 'visually-hidden' })
    const item = element(
      'li',
      { 'data-testid': 'revision', 'data-revision': entry.id, 'data-applied': 'false' },
      element('span', { class: 'revision-message' }, entry.message),
      element('span', { class: 'revision-id' }, entry.id, ...entry.labels.map((label) => element('i', {}, label))),
      state,
      release && element('span', { class: 'tag-release' }, release.name),
    )
    return { id: entry.id, item, state }
  })
  const list = element('ol', { reversed: true }, ...items.map(({ item }) => item))
  const root = element('div', { class: 'graph' }, list)
  root.prepend(drawing)
  root.style.setProperty('--row', `${rowHeight}px`)
  return {
    root,
    mark(applied, running, failed) {
      const stateOf = (id: string) =>
        id === failed ? 'failed' : id === running ? 'running' : applied.has(id) ? 'applied' : 'pending'
      for (const { id, item, state } of items) {
        item.dataset.applied = String(applied.has(id))
        item.dataset.mark = stateOf(id)
        state.textContent = `, ${stateOf(id)}`
      }
      for (const { one, dot } of dots) dot.setAttribute('data-mark', stateOf(one.entry.id))
      for (const { edge, path } of lines) path.setAttribute('data-mark', stateOf(edge.child.entry.id))
    },
  }
}

const x = ({ lane }: Placed): number => margin + lane * laneWidth
const y = ({ row }: Placed): number => rowHeight * (row + 0.5)

/** A line that changes lanes does so next to the end that lies further left. */
function route({ child, parent }: Edge): string {
  const [x1, y1, x2, y2] = [x(child), y(child), x(parent), y(parent)]
  const [half, bend] = [rowHeight / 2, rowHeight]
  if (x1 === x2) return `M${x1} ${y1}V${y2}`
  if (x1 < x2) return `M${x1} ${y1}C${x1} ${y1 + half} ${x2} ${y1 + half} ${x2} ${y1 + bend}V${y2}`
  return `M${x1} ${y1}V${y2 - bend}C${x1} ${y2 - half} ${x2} ${y2 - half} ${x2} ${y2}`
}

function svg(tag: 'svg' | 'path' | 'circle', attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  return made
}
