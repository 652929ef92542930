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
  /**
   * Does something on a database that has a part of a schema and no rows, and takes it back; undefined where that part
   * cannot be without the rest, or where it fails.
   */
  within<T>(facts: Facts, part: readonly SchemaObject[], work: (tx: Queryable) => Promise<T>): Promise<T | undefined>
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
  const within: StandIn['within'] = async (facts, part, work) => {
    const wanted = told(facts, part)
    try {
      scratch ??= await open()
      const { adapter } = scratch
      await adapter.run([`PRAGMA foreign_keys = ${facts.foreignKeys ? 'ON' : 'OFF'}`])
      return await takenBack(adapter, async (tx) => {
        await tx.run(part.flatMap(({ name, sql }) => (isCounter(name) ? [] : (sql ?? []))))
        const made = readFacts(await tx.query(factsQuery))
        if (told(made, made.objects) !== wanted) throw new Error('the part is not as the whole')
        return await work(tx)
      })
    } catch {
      // Whatever it was, the database itself tells it, or takes what this one does not. Settings outlive what failed.
      await close()
      return undefined
    }
  }
  return {
    close,
    within,
    async resolve(database, facts, operations, dialect) {
      const part = partFor(facts, operations, dialect)
      if (!part || (await hasRows(database, part, dialect))) return undefined
      const wanted = told(facts, part)
      const before = known.get(operations)?.get(wanted)
      if (before) return before
      const resolved = await within(facts, part, (tx) => resolveIn(tx, operations, dialect, facts))
      if (resolved) known.set(operations, (known.get(operations) ?? new Map()).set(wanted, resolved))
      return resolved
    },
  }
}

/** What operations have to do with, and all that it cannot be without; undefined where that is not known. */
function partFor(
  facts: Facts,
  operations: readonly Operation[],
  dialect: Dialect,
): readonly SchemaObject[] | undefined {
  const said: string[] = []
  for (const one of operations) {
    if (needsLook(one, dialect)) said.push(textsOf(one.alteration))
    else {
      try {
        said.push(textsOf(statementsOf(one, () => one.toSql(dialect), dialect)))
      } catch {
        return undefined
      }
    }
  }
  const text = said.join('\n')
  const tables = operations.flatMap(({ alteration }) => alteration?.table ?? [])
  // What asks about the schema may ask about all of it.
  return /pragma|sqlite_/i.test(text) ? undefined : partNamedBy(facts, text, tables)
}

/** What SQL has to do with, and all that it cannot be without; undefined where that is hardly less than everything. */
export function partNamedBy(
  facts: Facts,
  sql: string,
  tables: readonly string[] = [],
): readonly SchemaObject[] | undefined {
  const part = relevantToAll(facts, [...tables, ...namedBy(facts, sql)])
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
function told({ foreignKeys, legacyAlterTable, deferForeignKeys }: Facts, objects: readonly SchemaObject[]): string {
  const own = objects.filter(({ name }) => !isCounter(name))
  return JSON.stringify([
    [foreignKeys, legacyAlterTable, deferForeignKeys],
    own.map(({ type, name, table, sql }) => [type, name, table, sql]),
  ])
}
