import { type AlterTable, alterTable, directiveOf } from '../ops/alter-table.js'
import type { Operation } from '../ops/operation.js'
import type { Directive } from './directive.js'

/** Where an operation stands that is rewritten. */
export interface RewriteContext {
  readonly direction: 'upgrade' | 'downgrade'
}

/**
 * What becomes of operations, by the directive that they are: another one, several, none (an empty list), or the same
 * (undefined). A change within a batch is seen as the directive that it would be by itself.
 */
export type Rewrites = Readonly<
  Record<string, (operation: Operation, context: RewriteContext) => Operation | readonly Operation[] | undefined>
>

/** Something that rewrites generated operations. */
export type Rewriter = (directives: readonly Directive[], context: RewriteContext) => readonly Directive[]

/**
 * A rewriter: each operation is handed once to the function of its directive, and what that gives takes its place.
 *
 *     rewriter({ addColumn: (operation) => … })
 */
export const rewriter =
  (rewrites: Rewrites): Rewriter =>
  (directives, context) =>
    directives.flatMap(({ operation, notes }) => {
      const rewritten = rewrite(operation, rewrites, context)
      // What is to be known stays with the first of them.
      return rewritten.map((one, at) => ({ operation: one, notes: at === 0 ? notes : [] }))
    })

/** One rewriter after the other, each on what the one before has made. */
export const chainRewriters =
  (...rewriters: readonly Rewriter[]): Rewriter =>
  (directives, context) =>
    rewriters.reduce((made, next) => next(made, context), directives)

function rewrite(operation: Operation, rewrites: Rewrites, context: RewriteContext): readonly Operation[] {
  const whole = asList(operation, rewrites, context)
  return whole.flatMap((one) =>
    one === operation && one.kind === 'batchAlterTable' && one.alteration
      ? rewriteBatch(one as AlterTable, rewrites, context)
      : [one],
  )
}

function asList(operation: Operation, rewrites: Rewrites, context: RewriteContext): readonly Operation[] {
  const made = Object.hasOwn(rewrites, operation.kind) ? rewrites[operation.kind]?.(operation, context) : undefined
  if (made === undefined) return [operation]
  return Array.isArray(made) ? (made as readonly Operation[]) : [made as Operation]
}

/** Changes that are still changes of the table stay in the batch, at their place; all else comes after it. */
function rewriteBatch(batch: AlterTable, rewrites: Rewrites, context: RewriteContext): readonly Operation[] {
  const { alteration } = batch
  const singles = alteration.changes.map((change) =>
    alterTable(directiveOf(change), {
      table: alteration.table,
      ...placeOf(alteration),
      recreate: alteration.recreate,
      changes: [change],
    }),
  )
  const rewritten = singles.map((one) => asList(one, rewrites, context))
  if (rewritten.every((list, at) => list.length === 1 && list[0] === singles[at])) return [batch]
  const isOwn = (one: Operation) =>
    one.alteration?.table === alteration.table && one.alteration.schema === alteration.schema
  const all = rewritten.flat()
  const changes = all.flatMap((one) => (isOwn(one) ? (one.alteration?.changes ?? []) : []))
  const { strict, withoutRowid, reordering } = alteration
  const isLeft = changes.length > 0 || strict !== undefined || withoutRowid !== undefined || reordering !== undefined
  return [...(isLeft ? [alterTable(batch.kind, { ...alteration, changes })] : []), ...all.filter((one) => !isOwn(one))]
}

const placeOf = ({ schema }: AlterTable['alteration']) => (schema === undefined ? {} : { schema })
