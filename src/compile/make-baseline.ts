import type { Statement, TransactionalAdapter } from '../adapter.js'
import { byteLength } from '../dialects/byte-length.js'
import { canonicalJson } from '../ops/canonical-json.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { RecordedRevisions } from './compile-revisions.js'
import type { SourceRevision } from './distilled.js'
import { type Dump, dumpDatabase, restoreDump } from './dump-database.js'
import type { RecordedSource } from './record-source.js'
import { RevisionFailsError, type ScratchLine } from './scratch-line.js'

/** What makes a new database at head, or why nothing does. */
export type BaselineOrReason =
  | { readonly statements: readonly Statement[] }
  | { readonly reason: string; readonly fails?: true }

/**
 * What a value that is not the same every time is written with: the functions of time mean now where they are not told
 * another time.
 */
const changing =
  /\bcurrent_(?:timestamp|date|time)\b|["']now\\?["']|\brandom(?:blob)?\s*\(|\b(?:datetime|date|time|julianday|unixepoch)\s*\(\s*\)|\bstrftime\s*\([^,()]*\)|\bsqlite_(?:version|source_id)\s*\(/i
const changingCode = /\bDate\b|\bperformance\b|\brandom|\bcrypto\b|\bprocess\b|\bfetch\b|\bIntl\b/

/**
 * Makes the baseline from what all revisions leave on a scratch database, and proves it: on an empty one it leaves the
 * same texts in `sqlite_master`, the same counters and the same rows. Where foreign keys may be enforced or not, that is
 * what the revisions leave where they are not; where they are, nothing but quotes may differ.
 */
export async function makeBaseline(
  input: RecordedRevisions,
  lines: readonly ScratchLine[],
  fresh: () => ScratchLine,
  steps: ReadonlyMap<number, CompiledStep>,
): Promise<BaselineOrReason> {
  const { engine, graph, dialect, scratch } = input
  const [line, other] = lines
  if (engine === 'postgresql') return { reason: 'on PostgreSQL databases are made once' }
  if (graph.ids.length === 0) return { reason: 'there are no revisions' }
  if (!line || !scratch) return { reason: 'there is no scratch database' }
  const all = new Set(graph.ids.keys())
  const dump = ({ adapter }: { readonly adapter: TransactionalAdapter }) => dumpDatabase(adapter, dialect)
  try {
    const replayed = await dump(await line.at(all))
    const why = changingIn(input, steps, replayed)
    if (why !== undefined) return { reason: why }
    if (other && different(replayed, await dump(await other.at(all)), withoutQuotes) !== undefined) {
      return { reason: 'with foreign keys enforced the revisions leave something else' }
    }
    const again = fresh()
    try {
      const difference = different(replayed, await dump(await again.at(all)))
      if (difference !== undefined) return { reason: `run twice, the revisions leave something else: ${difference}` }
    } finally {
      await again.close()
    }
    const statements = restoreDump(replayed, dialect, true)
    const { maxStatement = Number.POSITIVE_INFINITY } = dialect
    if (statements.some((one) => byteLength(String(one)) > maxStatement))
      return { reason: 'a row is too long for a statement' }
    const empty = await scratch()
    try {
      await empty.adapter.transaction((tx) => tx.run(statements))
      const difference = different(replayed, await dump(empty))
      if (difference !== undefined) return { reason: `it would not leave the same: ${difference}` }
    } finally {
      await empty.close()
    }
    return { statements }
  } catch (error) {
    return { reason: (error as Error).message, ...(error instanceof RevisionFailsError && { fails: true }) }
  }
}

/** What may give other rows at another time, where there are rows at all; undefined where nothing does. */
function changingIn(
  { graph, sources, recorded }: RecordedRevisions,
  steps: ReadonlyMap<number, CompiledStep>,
  { tables, objects }: Dump,
): string | undefined {
  const filled = tables.filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) return undefined
  const named = filled.find(({ sql }) => changing.test(sql))
  if (named) return `the rows of '${named.name}' may have the time or chance in them`
  const trigger = objects.find(({ type, sql }) => type === 'trigger' && changing.test(sql ?? ''))
  if (trigger) return `the trigger '${trigger.name}' writes the time or chance`
  const at = [...graph.ids.keys()].find((one) => {
    const step = steps.get(one)
    const { source } = sources[one] as SourceRevision
    if (!step) return changing.test(source) || changingCode.test(source)
    const { upgrade } = recorded[one] as RecordedSource
    const said = upgrade.kind === 'operations' ? canonicalJson(upgrade.operations) : ''
    // What a view gives may be written by any revision.
    return /\b(?:insert|update|replace|view)\b/i.test(said) && changing.test(said)
  })
  return at === undefined ? undefined : `${graph.ids[at]} may write the time or chance`
}

/** What differs between two databases, by name; undefined when nothing does. */
function different(one: Dump, other: Dump, text = (sql: string) => sql): string | undefined {
  const parts = ({ objects, tables, sequences }: Dump) =>
    new Map<string, string>([
      ...objects.map(({ type, name, sql }) => [`${type} ${name}`, sql === null ? '' : text(sql)] as const),
      ...tables.map(
        ({ name, columns, rows, sizes }) => [`the rows of ${name}`, JSON.stringify([columns, rows, sizes])] as const,
      ),
      ['the counters', sequences.join('\n')] as const,
    ])
  const [left, right] = [parts(one), parts(other)]
  return [...new Set([...left.keys(), ...right.keys()])].find((key) => left.get(key) !== right.get(key))
}

/** Names that need no quotes, without. */
const withoutQuotes = (sql: string): string =>
  sql.replace(/('(?:[^']|'')*')|"([A-Za-z_]\w*)"/g, (_, literal: string | undefined, name: string) => literal ?? name)
