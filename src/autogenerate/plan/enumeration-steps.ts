import type { Dialect } from '../../dialects/dialect.js'
import { addEnumValue, createEnum, dropEnum } from '../../ops/enumerations.js'
import { execute } from '../../ops/execute.js'
import type { Enumeration } from '../../schema/column-type.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import { type Directive, directive, fails } from '../directive.js'
import { sayPlace } from '../say-place.js'
import { dropAside, putAside } from './object-sql.js'

/** What is done to enumerations before the changes of tables, and after them. */
export interface EnumerationSteps {
  readonly before: readonly Directive[]
  readonly after: readonly Directive[]
  /** Those whose type is made anew. */
  readonly swapped: readonly Enumeration[]
}

/** What is done to enumerations. A value that something else of the same migration uses cannot just be added. */
export function enumerationSteps(diff: SchemaDiff, dialect: Dialect): EnumerationSteps {
  const { added, removed, changed } = diff.enumerations
  const texts = textsMade(diff)
  const isUsed = (value: string) =>
    texts.some((text) => text.includes(dialect.literal(value)) || text.includes(JSON.stringify(value)))
  const isAdded = (from: Enumeration, to: Enumeration) => {
    const kept = to.values.filter((value) => from.values.includes(value))
    const isSame = kept.length === from.values.length && kept.every((value, at) => value === from.values[at])
    return isSame && !to.values.some((value) => !from.values.includes(value) && isUsed(value))
  }
  const swaps = changed.filter(({ from, to }) => !isAdded(from, to))
  return {
    before: [
      ...added.map((one) => directive(createEnum(bare(one)))),
      ...changed.flatMap(({ from, to }) => (isAdded(from, to) ? addValues(from, to) : swap(from, to, dialect))),
    ],
    after: [
      ...swaps.map(({ from }) => directive(execute(dropAside(from, dialect)))),
      ...removed.map((one) => directive(dropEnum(bare(one)))),
    ],
    swapped: swaps.map(({ to }) => to),
  }
}

/** The type itself, as an operation has it that makes it. */
const bare = ({ type, name, schema, values }: Enumeration): Enumeration => ({
  ...{ type, name, values },
  ...(schema === undefined ? {} : { schema }),
})

function addValues(from: Enumeration, to: Enumeration): readonly Directive[] {
  const place = to.schema === undefined ? {} : { schema: to.schema }
  const there = [...from.values]
  return to.values.flatMap((value, at) => {
    if (there.includes(value)) return []
    const before = to.values[at - 1]
    const next = there[0]
    there.push(value)
    const where = before !== undefined ? { after: before } : next === undefined ? {} : { before: next }
    const isLast =
      from.values.at(-1) === before && to.values.slice(at + 1).every((other) => !from.values.includes(other))
    return [directive(addEnumValue(to.name, value, { ...place, ...(isLast ? {} : where) }))]
  })
}

/** PostgreSQL neither drops nor moves values: the type is made anew, and columns change over to it. */
function swap(from: Enumeration, to: Enumeration, dialect: Dialect): readonly Directive[] {
  const gone = from.values.filter((value) => !to.values.includes(value)).map((value) => `'${value}'`)
  const notes =
    gone.length === 0 ? [] : [fails(`where a row holds ${gone.join(' or ')}, which '${sayPlace(to)}' no longer has.`)]
  return [directive(execute(putAside(from, dialect))), directive(createEnum(bare(to)), ...notes)]
}

/** The texts of what is made: a new value of an enumeration that they use has to be there from the start. */
function textsMade(diff: SchemaDiff): readonly string[] {
  const all = [
    diff.addedTables,
    diff.tables.map(({ addedColumns, columns, addedConstraints, addedIndexes }) => ({
      addedColumns,
      columns: columns.map(({ to }) => to),
      addedConstraints,
      addedIndexes,
    })),
    diff.views.added,
    diff.views.changed,
    diff.triggers.added,
    diff.triggers.changed,
  ]
  return [JSON.stringify(all, (_, value) => (typeof value === 'bigint' ? String(value) : value))]
}
