import type { Report } from 'limbeck/conformance'

/** What cannot be read off a report: how an adapter keeps runners apart, and what holds a run together. */
const facts: Readonly<Record<string, readonly [lock: string, unit: string]>> = {
  'sql-js': ['Web Lock, of a store in IndexedDB', 'transaction, and one write of the file'],
  'wa-sqlite': ['Web Lock, of a named store', 'transaction'],
  'sqlite-wasm': ['Web Lock, of a named store', 'transaction'],
  d1: ['none: the guard', 'batch'],
  'd1-http': ['none: the guard', 'batch'],
  'durable-object': ['the object', 'transaction'],
  'node-sqlite': ['`BEGIN IMMEDIATE`, waited for', 'transaction'],
  pg: ['`pg_advisory_xact_lock`, `LOCK TABLE`', 'transaction'],
  pglite: ['its one connection', 'transaction'],
}

/** The table of docs/adapters.md, and below it what each home opts out of and why. Versions change, and are left out. */
export function tableOf(reports: readonly Report[]): string {
  const rows = [...reports]
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((report) => {
      const [lock, unit] = facts[report.adapter] ?? ['', '']
      return [report.adapter, report.engine, placeOf(report), lock, unit, report.passed, report.optedOut]
    })
  const head = ['adapter', 'engine', 'examined in', 'lock', 'a run is one', 'passed', 'opted out']
  return `${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n${reasons(reports)}`
}

const placeOf = ({ home }: Report): string => home.replaceAll(/ \d[\d.]*/g, '')
const keyOf = (report: Report): string => `${report.adapter} ${placeOf(report)}`

/** Each reason once: who gives it, and for which cases. */
function reasons(reports: readonly Report[]): string {
  const byReason = new Map<string, Map<string, Set<string>>>()
  for (const { adapter, results } of reports) {
    for (const { outcome, name, reason = '' } of results) {
      if (outcome !== 'optedOut') continue
      const cases = byReason.get(reason) ?? new Map<string, Set<string>>()
      byReason.set(reason, cases)
      cases.set(name, (cases.get(name) ?? new Set()).add(adapter))
    }
  }
  const lines = [...byReason].map(([reason, cases]) => {
    const adapters = [...new Set([...cases.values()].flatMap((set) => [...set]))].sort()
    return `- **${adapters.join(', ')}**: ${reason}. *${[...cases.keys()].sort().join('; ')}.*`
  })
  return lines.sort().join('\n')
}
