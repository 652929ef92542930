import { dialectOf } from '../../src/dialects/index.js'
import { inlineParams } from '../../src/dialects/inline.js'
import { openOperations } from '../../src/ops/operations.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { readCases } from './cases.js'
import { say } from './directives.js'
import type { Report } from './families.js'
import type { OfflineCase, OpsCase } from './offline-case.js'
import { offlineDeviations } from './offline-deviations.js'
import { checkScript, scriptDeviations } from './offline-script.js'

/** What directives become: statements, and the error that stopped them. */
export interface Rendered {
  readonly sql: readonly string[]
  readonly error?: { readonly code: string; readonly message: string } | undefined
  /** The directive that failed. */
  readonly atOp?: number
}

/** Renders a case's directives, one after the other, until one fails. */
export function render({ dialect: name, ops, options }: OpsCase): Rendered {
  const dialect = dialectOf(name)
  const sql: string[] = []
  for (const [atOp, directive] of ops.entries()) {
    try {
      const enqueue = (operation: Parameters<typeof toStatements>[0][number]) => {
        for (const statement of toStatements([operation], dialect)) sql.push(inlineParams(dialect, statement))
      }
      const { op } = openOperations({ enqueue, query: async () => [] }, options?.namingConvention)
      say(op, directive, name)
    } catch (error) {
      const { code = 'none', message } = error as { code?: string; message: string }
      return { sql, error: { code, message }, atOp }
    }
  }
  return { sql }
}

/** White space and the last semicolon do not matter. */
export const plain = (sql: string): string => sql.replaceAll(/\s+/g, ' ').replace(/;$/, '').trim()

/** Where no order is fixed, statements and what stands in a table's brackets are compared as sets. */
function comparable(given: OfflineCase, sql: readonly string[]): readonly string[] {
  const texts = sql.map(plain)
  if (given.orderStable !== false) return texts
  return texts.map((text) => text.split(', ').sort().join(', ')).sort()
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What became of a case: whether our answer is Alembic's or the documented one, and by which deviations. */
export interface Checked {
  readonly names: readonly string[]
  readonly ours: unknown
  readonly good: boolean
}

function checkOps(given: OpsCase): Checked {
  const ours = render(given)
  const { sql, error } = given.expect
  let expected: Expected = { sql: sql.map(plain), fails: error !== undefined }
  const names: string[] = []
  const matches = () =>
    expected.fails === (ours.error !== undefined) && same(comparable(given, ours.sql), comparable(given, expected.sql))
  if (matches()) return { names, ours, good: true }
  for (const deviation of offlineDeviations) {
    const rewritten = deviation.rewrite(expected, given, ours)
    if (same(rewritten, expected)) continue
    names.push(deviation.name)
    expected = rewritten
  }
  return { names, ours, good: matches() && (ours.error === undefined || ours.error.code !== 'none') }
}

/** What is expected of a case: Alembic's answer, or, after the deviations, ours as it is documented. */
export interface Expected {
  readonly sql: readonly string[]
  readonly fails: boolean
}

/** Checks the family `offline-sql`. */
export async function checkOffline(folder: string): Promise<Report> {
  const cases = readCases<OfflineCase>(folder, 'offline-sql')
  const explained = new Map([...offlineDeviations, ...scriptDeviations].map(({ name }) => [name, 0]))
  const differences: { case: OfflineCase; expected: unknown; ours: unknown }[] = []
  for (const given of cases) {
    const { names, ours, good } = given.kind === 'ops' ? checkOps(given) : await checkScript(given)
    if (good) for (const name of names) explained.set(name, (explained.get(name) ?? 0) + 1)
    else differences.push({ case: given, expected: given.expect, ours })
  }
  return { family: 'offline-sql', cases: cases.length, asked: cases.length, explained, differences }
}
