import type { Queryable } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import type { Operation } from '../ops/operation.js'
import { needsLook, statementsOf } from '../ops/to-statements.js'
import { type Facts, factsQuery, isVirtual, readFacts, type SchemaObject } from '../rebuild/facts.js'
import { namedBy, relevantToAll } from '../rebuild/relevant.js'
import { type Resolved, resolveIn, takenBack } from './resolve-variant.js'
import type { Scratch } from './scratch-line.js'
import { textsOf } from './texts-of.js'

/** A throw-away database on which the part of a schema that matters stands in for all of it. */
export interface StandIn {
  /**
   * What operations are on a database with these facts; undefined where only that database itself can tell: where there
   * are rows, where something fails, and where nearly all of the schema matters.
   */
  resolve(
    database: Queryable,
    facts: Facts,
    operations: readonly Operation[],
    dialect: Dialect,
  ): Promise<Resolved | undefined>
  close(): Promise<void>
}

/**
 * A change of one table makes SQLite read every table, view and trigger that there is, before it and when it is taken
 * back. For each of a thousand changes of a schema that grows with them, that is most of what a compilation takes.
 */
export function standIn(open: () => Promise<Scratch>): StandIn {
  let scratch: Scratch | undefined
  // What comes to the same part on another line of databases is the same.
  const known = new WeakMap<readonly Operation[], Map<string, Resolved>>()
  const close = async () => {
    await scratch?.close()
    scratch = undefined
  }
  return {
    close,
    async resolve(database, facts, operations, dialect) {
      try {
        const part = partFor(facts, operations, dialect)
        if (!part || (await hasRows(database, part, dialect))) return undefined
        const wanted = told({ ...facts, objects: part })
        const before = known.get(operations)?.get(wanted)
        if (before) return before
        scratch ??= await open()
        const { adapter } = scratch
        await adapter.run([`PRAGMA foreign_keys = ${facts.foreignKeys ? 'ON' : 'OFF'}`])
        const resolved = await takenBack(adapter, async (tx) => {
          await tx.run(part.flatMap(({ name, sql }) => (isCounter(name) ? [] : (sql ?? []))))
          if (told(readFacts(await tx.query(factsQuery))) !== wanted) throw new Error('the part is not as the whole')
          return resolveIn(tx, operations, dialect, facts)
        })
        known.set(operations, (known.get(operations) ?? new Map()).set(wanted, resolved))
        return resolved
      } catch {
        // Whatever it was, the database itself tells it, or takes what this one does not. Settings outlive what failed.
        await close()
        return undefined
      }
    },
  }
}

/** What operations have to do with, and all that it cannot be without; undefined where that is not worth it, or not known. */
function partFor(
  facts: Facts,
  operations: readonly Operation[],
  dialect: Dialect,
): readonly SchemaObject[] | undefined {
  const said = operations
    .map((one) =>
      needsLook(one, dialect) ? textsOf(one.alteration) : textsOf(statementsOf(one, () => one.toSql(dialect), dialect)),
    )
    .join('\n')
  // What asks about the schema may ask about all of it.
  if (/pragma|sqlite_/i.test(said)) return undefined
  const tables = operations.flatMap(({ alteration }) => alteration?.table ?? [])
  const part = relevantToAll(facts, [...tables, ...namedBy(facts, said)])
  return part.length > 100 + facts.objects.length / 4 ? undefined : part
}

/** SQLite makes the table of counters with the first table that has one. */
const isCounter = (name: string): boolean => name === 'sqlite_sequence'

/** Whether any of the tables has a row: with rows a change may fail that would not without. */
async function hasRows(database: Queryable, part: readonly SchemaObject[], { identifier }: Dialect): Promise<boolean> {
  const tables = part.filter(({ type, sql }) => type === 'table' && !isVirtual(sql))
  // Far below what a compound, and an expression, may have.
  for (let at = 0; at < tables.length; at += 100) {
    const some = tables.slice(at, at + 100).map(({ name }) => `EXISTS (SELECT 1 FROM ${identifier(name)})`)
    const [row] = await database.query(`SELECT ${some.join(' + ')} AS filled`)
    if (Number(row?.filled) > 0) return true
  }
  return false
}

/** What a database holds, text by text and in that order, and how it is set. */
function told({ objects, ...settings }: Facts): string {
  const own = objects.filter(({ name }) => !isCounter(name))
  return JSON.stringify([settings, own.map(({ type, name, table, sql }) => [type, name, table, sql])])
}
