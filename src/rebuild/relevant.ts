import type { Facts, SchemaObject } from './facts.js'

/** What of a schema has to do with some of its tables. */
export interface Relevant {
  /** The tables, what belongs to them, what may refer to them on whatever way, and what they refer to. */
  readonly objects: readonly SchemaObject[]
  /** The names that views, triggers and foreign keys may have found the tables by. */
  readonly names: readonly string[]
}

/** ASCII letters only, as `lower` of SQLite has it. */
export const asciiLower = (text: string): string =>
  /^[\s -~]*$/.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** How SQL may write a name between quotes: one of the kind around it is doubled. */
export const spellings = (name: string): readonly string[] => [
  ...new Set([name, ...['"', '`', "'"].map((quote) => name.replaceAll(quote, quote + quote))]),
]

/** Whether SQL in small letters has a name in it: more than those that mean it, and never less. */
const mentions = (sql: string, name: string): boolean => spellings(name).some((one) => sql.includes(one))

/** Whether something may refer to a table without belonging to it. */
const refers = ({ type, sql }: SchemaObject): boolean =>
  type === 'view' || type === 'trigger' || (type === 'table' && /references/i.test(sql ?? ''))

/**
 * What has to do with tables: told by names, without a look at what the SQL means, so that the database itself can tell
 * the same (see `driftQuery`). `also` is SQL that names further tables, such as what is about to be done.
 */
export function relevantTo(facts: Facts, tables: readonly string[], also = ''): Relevant {
  const names = new Set(tables.map(asciiLower))
  const referring = facts.objects.flatMap((one) =>
    refers(one) && one.sql !== null ? [{ name: asciiLower(one.name), sql: asciiLower(one.sql) }] : [],
  )
  for (const name of names) {
    for (const one of referring) if (!names.has(one.name) && mentions(one.sql, name)) names.add(one.name)
  }
  const isOf = (one: SchemaObject) => names.has(asciiLower(one.table)) || names.has(asciiLower(one.name))
  const near = facts.objects.filter(isOf)
  // What these tables refer to: a trigger's words matter, and those of its table do not.
  const said = asciiLower([also, ...near.map(({ type, sql }) => (type === 'table' && sql) || '')].join('\n'))
  const named = facts.objects.filter((one) => one.type === 'table' && mentions(said, asciiLower(one.name)))
  const around = new Set(named.map(({ name }) => asciiLower(name)))
  return {
    objects: facts.objects.filter(
      (one) => isOf(one) || ((one.type === 'table' || one.type === 'index') && around.has(asciiLower(one.table))),
    ),
    names: [...names],
  }
}
