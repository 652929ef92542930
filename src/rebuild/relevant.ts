import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import { type Facts, isVirtual, type SchemaObject } from './facts.js'
import { foreignKeysOf } from './foreign-keys.js'
import { asciiLower, isOneWord, mentions, type Words, wordsOf } from './mentions.js'

/** What of a schema has to do with some of its tables. */
export interface Relevant {
  /** The tables, what belongs to them, and what may refer to them on whatever way. */
  readonly objects: readonly SchemaObject[]
  /** The names that views, triggers, foreign keys and modules may have found the tables by. */
  readonly names: readonly string[]
}

/** What is told from an object by itself. */
interface Told {
  readonly name: string
  readonly table: string
  /** What it says, where it may refer to a table without belonging to it. */
  readonly words: Words | undefined
}

// One object is asked about again and again while revisions are compiled.
const told = new WeakMap<SchemaObject, Told>()

function tell(object: SchemaObject): Told {
  const { type, name, table, sql } = object
  const refers =
    type === 'view' || type === 'trigger' || (type === 'table' && /references/i.test(sql ?? '')) || isVirtual(sql)
  const one = {
    name: asciiLower(name),
    table: asciiLower(table),
    words: refers && sql !== null ? wordsOf(sql) : undefined,
  }
  told.set(object, one)
  return one
}

const toldOf = (object: SchemaObject): Told => told.get(object) ?? tell(object)

/**
 * What has to do with tables: told by names, without a look at what the SQL means, so that the database itself can tell
 * the same (see `driftQuery`).
 */
export function relevantTo({ objects }: Facts, tables: readonly string[]): Relevant {
  const names = new Set(tables.map(asciiLower))
  const referring = objects.map(toldOf).filter(({ words }) => words)
  for (const name of names) {
    for (const one of referring) if (!names.has(one.name) && mentions(one.words as Words, name)) names.add(one.name)
  }
  const isOf = (one: Told) => names.has(one.table) || names.has(one.name)
  return { objects: objects.filter((one) => isOf(toldOf(one))), names: [...names] }
}

/**
 * The same where tables are made anew, and with the tables that these refer to by foreign keys or that further SQL names:
 * whether rows refer to something can be told only where the keys of those are known.
 */
export function relevantToCopies(facts: Facts, tables: readonly string[], also = ''): Relevant {
  const { objects: near, names } = relevantTo(facts, tables)
  const isNear = new Set(near)
  const parents = new Set(near.flatMap(parentsOf))
  const said = wordsOf(also)
  const isParent = ({ table }: Told) => parents.has(table) || mentions(said, table)
  const isKey = (one: SchemaObject) => (one.type === 'table' || one.type === 'index') && isParent(toldOf(one))
  return { objects: facts.objects.filter((one) => isNear.has(one) || isKey(one)), names }
}

const parentsOf = ({ type, sql }: SchemaObject): readonly string[] =>
  type !== 'table' || isVirtual(sql) || !/references/i.test(sql ?? '')
    ? []
    : foreignKeysOf(parseTable(sql as string)).map(({ reference }) => asciiLower(reference.table.name))

/** The tables and views that SQL names, and those that belong to what it names; in small letters. */
export function namedBy({ objects }: Facts, sql: string): readonly string[] {
  const said = wordsOf(sql)
  return [...new Set(objects.map(toldOf).flatMap(({ name, table }) => (mentions(said, name) ? [table] : [])))]
}

/**
 * What has to do with tables and views, and whatever SQLite looks for when it reads that: what foreign keys, views and
 * triggers name, on whatever way.
 */
export function relevantToAll(facts: Facts, tables: readonly string[]): readonly SchemaObject[] {
  const { objects } = relevantToCopies(facts, tables)
  const of = new Map<string, SchemaObject[]>()
  for (const one of facts.objects) {
    const { table } = toldOf(one)
    const all = of.get(table)
    if (all) all.push(one)
    else of.set(table, [one])
  }
  const odd = [...of.keys()].filter((name) => !isOneWord(name))
  const all = new Set(objects)
  for (const one of all) {
    const { words } = toldOf(one)
    const named =
      one.type === 'table'
        ? parentsOf(one)
        : words
          ? [...words.words, ...odd.filter((name) => mentions(words, name))]
          : []
    for (const name of [toldOf(one).table, ...named]) for (const other of of.get(name) ?? []) all.add(other)
  }
  return facts.objects.filter((one) => all.has(one))
}
