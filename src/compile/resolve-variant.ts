import type { Queryable, Statement, TransactionalAdapter } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { readTokens } from '../dialects/sqlite/parse/token-reader.js'
import type { Operation } from '../ops/operation.js'
import { needsLook, statementsOf } from '../ops/to-statements.js'
import type { Drift } from '../rebuild/drift-query.js'
import { type Facts, factsQuery, readFacts } from '../rebuild/facts.js'
import { asciiLower, mentions, wordsOf } from '../rebuild/mentions.js'
import { rebuild } from '../rebuild/rebuild.js'
import { relevantTo, relevantToCopies } from '../rebuild/relevant.js'
import { textsOf } from './texts-of.js'

/** What operations are on a database as it stands, and what of it they depend on. */
export interface Resolved {
  readonly statements: readonly Statement[]
  readonly copies: readonly string[]
  readonly drift: Drift
  /** How the database was set. */
  readonly facts: Facts
}

/**
 * Runs operations on a database, looking at each table that is to be made anew when its turn comes, and takes everything
 * back. Throws what `rebuild` and the database throw.
 */
export const resolveOn = (
  adapter: TransactionalAdapter,
  operations: readonly Operation[],
  dialect: Dialect,
): Promise<Resolved> =>
  takenBack(adapter, async (tx) => resolveIn(tx, operations, dialect, readFacts(await tx.query(factsQuery))))

/** Does something in a transaction that is taken back. */
export async function takenBack<T>(adapter: TransactionalAdapter, work: (tx: Queryable) => Promise<T>): Promise<T> {
  let done: { readonly result: T } | undefined
  const back = new Error('taken back')
  await adapter
    .transaction(async (tx) => {
      done = { result: await work(tx) }
      throw back
    })
    .catch((error) => {
      if (error !== back) throw error
    })
  return (done as unknown as { readonly result: T }).result
}

/**
 * The same in a transaction, where what was run stays. `facts` are those of the whole schema, of which the database need
 * have no more than what the operations have to do with.
 */
export async function resolveIn(
  database: Queryable,
  operations: readonly Operation[],
  dialect: Dialect,
  facts: Facts,
): Promise<Resolved> {
  const statements: Statement[] = []
  const copies: string[] = []
  const tables: string[] = []
  const changes: string[] = []
  const said: string[] = []
  for (const operation of operations) {
    const { alteration } = operation
    let made: readonly Statement[]
    if (alteration && needsLook(operation, dialect)) {
      const rows = await database.query(factsQuery)
      const also = textsOf(alteration)
      const near = new Set(relevantToCopies(readFacts(rows), [alteration.table], also).objects.map(keyOf))
      // What has nothing to do with the table may be otherwise elsewhere, and is not to be counted on.
      const kept = rows.filter((row) => row.type === 'setting' || near.has(keyOf(row)))
      const built = rebuild(kept, alteration, dialect)
      copies.push(...built.copies)
      tables.push(alteration.table, ...built.copies)
      said.push(also)
      made = statementsOf(operation, () => built.statements, dialect)
    } else {
      made = statementsOf(operation, () => operation.toSql(dialect), dialect)
      changes.push(...made.map((one) => (typeof one === 'string' ? one : one[0])).filter(changesSchema))
    }
    await database.run(made)
    statements.push(...made)
  }
  // Tables that an earlier directive renames or alters are, under their first names, what the later ones depend on.
  const changed = wordsOf(changes.join('\n'))
  const named = facts.objects.flatMap(({ type, name }) =>
    type === 'table' && mentions(changed, asciiLower(name)) ? [name] : [],
  )
  const own = [...new Set([...tables, ...named])]
  const relevant =
    copies.length > 0 ? relevantToCopies(facts, own, [...said, ...changes].join('\n')) : relevantTo(facts, own)
  return {
    statements,
    copies: [...new Set(copies)],
    drift: { ...relevant, tables: own, copies: [...new Set(copies)] },
    facts,
  }
}

const keyOf = ({ type, name }: { readonly type?: unknown; readonly name?: unknown }): string => `${type} ${name}`

const changesSchema = (sql: string): boolean => ['CREATE', 'DROP', 'ALTER'].some((word) => readTokens(sql).isNext(word))
