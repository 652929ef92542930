// `npm run bench -- fresh noop | node --import tsx bench/tables.ts` prints what was measured as the tables of
// docs/benchmarks.md: medians in milliseconds, ratios with their intervals, and in bold what misses its target. With
// `--write` they are put there.

import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

interface Line {
  readonly task: string
  readonly place: string
  readonly revisions: number
  readonly way?: string
  readonly what?: string
  readonly time: number
  readonly ratio?: number
  readonly ratioInterval?: readonly [number, number]
  readonly over?: number
  readonly overInterval?: readonly [number, number]
  readonly missed?: boolean
}

const lines: Line[] = []
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('{"bench":"fresh"') || line.startsWith('{"bench":"noop"')) lines.push(JSON.parse(line))
}

const short = (value: number): string => String(Number(value.toPrecision(3)))

const fixed = (value: number): string => value.toFixed(2)

const time = (line: Line | undefined): string => (line ? short(line.time) : '–')

function ratio(line: Line | undefined): string {
  const [low = 0, high = 0] = line?.ratioInterval ?? []
  const text = line?.ratio === undefined ? '–' : `${fixed(line.ratio)} (${fixed(low)} – ${fixed(high)})`
  return line?.missed ? `**${text}**` : text
}

function over(line: Line | undefined): string {
  const [low = 0, high = 0] = line?.overInterval ?? []
  const text = line?.over === undefined ? '–' : `${fixed(line.over)} ms (${fixed(low)} – ${fixed(high)})`
  return line?.missed ? `**${text}**` : text
}

type Column = readonly [name: string, of: string, cell: (line: Line | undefined) => string]

/** A table of a task, a row for each place and size; between its marks in the page, or printed. */
function tell(task: string, columns: readonly Column[]): void {
  const found = lines.filter((line) => line.task === task)
  const nameOf = ({ place, revisions }: Line) => `${place} | ${revisions.toLocaleString('en')}`
  const rows = [...new Set(found.map(nameOf))].map((name) => {
    const row = found.filter((line) => nameOf(line) === name)
    const cells = columns.map(([, of, cell]) => cell(row.find(({ way, what }) => (way ?? what) === of)))
    return `| ${name} | ${cells.join(' | ')} |`
  })
  if (rows.length === 0) return
  const heads = `| where | revisions | ${columns.map(([name]) => name).join(' | ')} |`
  const table = [heads, `|---|--:|${columns.map(() => '--:|').join('')}`, ...rows].join('\n')
  console.log(`${table}\n`)
  if (!process.argv.includes('--write')) return
  const marks = new RegExp(`(?<=<!-- ${task} -->\\n\\n)[^]*(?=\\n\\n<!-- /${task} -->)`)
  const text = readFileSync(page, 'utf8')
  if (!marks.test(text)) throw new Error(`${page} has no marks of ${task}.`)
  writeFileSync(
    page,
    text.replace(marks, () => table),
  )
}

const page = 'docs/benchmarks.md'

const others: readonly Column[] = [
  ['Limbeck', 'limbeck', ratio],
  ['Drizzle', 'drizzle', ratio],
  ['Kysely', 'kysely', ratio],
]
tell('fresh', [
  ['bare, ms', 'floor', time],
  ...others,
  ["the baseline's, bare, ms", 'baseline floor', time],
  ['with the baseline', 'baseline', ratio],
])
tell('pending', [['bare, ms', 'floor', time], ...others])
tell('load', [
  ['the set, ms', 'set', time],
  ['an array, ms', 'statements', time],
])
tell('noop', [['bare, ms', 'floor', time], ...others])
tell('first call', [
  ['bare, ms', 'floor', time],
  ['Limbeck takes longer by', 'limbeck', over],
])
