import type { Dialect } from '../../dialects/dialect.js'
import { type Execute, execute } from '../../ops/execute.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { nameOf } from '../../schema/naming.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import { type Directive, directive } from '../directive.js'
import type { ResolvedRename } from '../renames/resolve-renames.js'
import { foldedIn, namesIn } from '../sql-text.js'
import { commentOn } from './object-sql.js'
import type { WideDiff } from './widen.js'

/** Comments on what is made, also where it goes and comes again, and without them on what stays. */
export function commentSteps(
  diff: SchemaDiff,
  to: DatabaseSchema,
  directives: readonly Directive[],
  tables: readonly WideDiff[],
  renames: readonly ResolvedRename[],
  dialect: Dialect,
): readonly Directive[] {
  if (to.comments.length + diff.comments.removed.length === 0) return []
  const fold = foldedIn(dialect)
  const all = (texts: readonly (string | undefined)[]) =>
    new Set(texts.flatMap((one) => (one === undefined ? [] : [fold(one)])))
  const executed = directives.flatMap(({ operation }) =>
    operation.kind === 'execute' ? [String((operation as Execute).sql)] : [],
  )
  const started = (words: RegExp) =>
    executed.flatMap((sql) => (words.test(sql) ? [...namesIn(sql.slice(0, 300), dialect)] : []))
  const gone = all([
    ...started(/^\s*DROP /i),
    ...diff.removedTables.flatMap((one) => [
      one.table,
      ...one.indexes.map(({ name }) => nameOf(name)),
      ...one.constraints.map(({ name }) => nameOf(name)),
    ]),
    ...tables.flatMap((one) => [
      ...one.removedIndexes.map(({ name }) => nameOf(name)),
      ...one.removedConstraints.map(({ name }) => nameOf(name)),
    ]),
    ...diff.enumerations.removed.map(({ name }) => name),
    ...diff.enumerations.changed.map(({ from }) => from.name),
    ...renames.flatMap(({ from, to: name, columns }) => [
      ...(from === name ? [] : [from]),
      ...columns.map((one) => one.from),
    ]),
  ])
  const mentions = ({ on }: { readonly on: string }) => [...namesIn(on, dialect)].some((name) => gone.has(name))
  const changed = new Set([...diff.comments.added, ...diff.comments.changed.map((one) => one.to)])
  const texts = [
    ...diff.comments.removed.filter((one) => !mentions(one)).map((one) => commentOn(one, undefined, dialect)),
    ...to.comments.filter((one) => changed.has(one) || mentions(one)).map((one) => commentOn(one, one.text, dialect)),
  ]
  return texts.map((sql) => directive(execute(sql)))
}
