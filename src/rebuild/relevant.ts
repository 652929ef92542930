import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import { type Facts, isVirtual, type SchemaObject } from './facts.js'
import { foreignKeysOf } from './foreign-keys.js'
import { asciiLower, mentions, type Words, wordsOf } from './mentions.js'

/** What of a schema has to do with some of its tables. */
export interface Relevant {
  /** The tables, what belongs to them, and what may refer to them on whatever way. */
  readonly objects: readonly SchemaObject[]
  /** The names that views, triggers, foreign keys and modules may have found the tables by. */
  readonly names: readonly string[]
}

/** What is told from an object by itself; names in small letters. */
interface Told {
  readonly object: SchemaObject
  readonly name: string
  readonly table: string
  /** What it says, where it may refer to a table without belonging to it. */
  readonly words: Words | undefined
}

// A schema is asked about again and again while revisions are compiled, and most of it is as it was.
const told = new WeakMap<SchemaObject, Told>()
const toldOfAll = new WeakMap<readonly SchemaObject[], readonly Told[]>()

function tell(object: SchemaObject): Told {
  const { type, name, table, sql } = object
  const refers =
    type === 'view' || type === 'trigger' || (type === 'table' && (/references/i.test(sql ?? '') || isVirtual(sql)))
  const words = refers && sql !== null ? wordsOf(sql) : undefined
  const one = { object, name: asciiLower(name), table: asciiLower(table), words }
  told.set(object, one)
  return one
}

function tellAll({ objects }: Facts): readonly Told[] {
  const all = toldOfAll.get(objects) ?? objects.map((one) => told.get(one) ?? tell(one))
  toldOfAll.set(objects, all)
  return all
}

const objectsOf = (some: readonly Told[]) => some.map(({ object }) => object)

/**
 * What has to do with tables: told by names, without a look at what the SQL means, so that the database itself can tell
 * the same (see `driftQuery`).
 */
export function relevantTo(facts: Facts, tables: readonly string[]): Relevant {
  const { near, names } = nearTo(tellAll(facts), tables)
  return { objects: objectsOf(near), names }
}

function nearTo(all: readonly Told[], tables: readonly string[]) {
  const names = new Set(tables.map(asciiLower))
  const referring = all.filter(({ words }) => words)
  for (const name of names) {
    for (const one of referring) if (!names.has(one.name) && mentions(one.words as Words, name)) names.add(one.name)
  }
  return { near: all.filter(({ table, name }) => names.has(table) || names.has(name)), names: [...names] }
}

/**
 * The same where tables are made anew, and with the tables that these refer to by foreign keys or that further SQL names:
 * whether rows refer to something can be told only where the keys of those are known.
 */
export function relevantToCopies(facts: Facts, tables: readonly string[], also = ''): Relevant {
  const all = tellAll(facts)
  const { near, names } = nearTo(all, tables)
  const isNear = new Set(near)
  const parents = new Set(near.flatMap(parentsOf))
  const said = wordsOf(also)
  const isKey = ({ object: { type }, table }: Told) =>
    (type === 'table' || type === 'index') && (parents.has(table) || mentions(said, table))
  return { objects: objectsOf(all.filter((one) => isNear.has(one) || isKey(one))), names }
}

const parentsOf = ({ object: { type, sql }, words }: Told): readonly string[] =>
  type !== 'table' || !words || isVirtual(sql)
    ? []
    : foreignKeysOf(parseTable(sql as string)).map(({ reference }) => asciiLower(reference.table.name))

/** The tables and views that SQL names, and those that belong to what it names; in small letters. */
export function namedBy(facts: Facts, sql: string): readonly string[] {
  const said = wordsOf(sql)
  return [...new Set(tellAll(facts).flatMap(({ name, table }) => (mentions(said, name) ? [table] : [])))]
}

/**
 * What has to do with tables and views, and whatever SQLite looks for when it reads that: what foreign keys, views and
 * triggers name, on whatever way.
 */
export function relevantToAll(facts: Facts, tables: readonly string[]): readonly SchemaObject[] {
  const all = tellAll(facts)
  const found = new Set(nearTo(all, tables).near)
  for (let some = [...found]; some.length > 0; ) {
    const named = new Set(some.flatMap((one) => [one.table, ...parentsOf(one)]))
    const said = some.flatMap(({ object, words }) => (words && object.type !== 'table' ? [words] : []))
    some = all.filter(
      (one) => !found.has(one) && (named.has(one.table) || said.some((words) => mentions(words, one.table))),
    )
    for (const one of some) found.add(one)
  }
  return objectsOf(all.filter((one) => found.has(one)))
}
