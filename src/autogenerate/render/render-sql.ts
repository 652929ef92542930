import type { Dialect, DialectStatement } from '../../dialects/dialect.js'
import { inlineParams } from '../../dialects/inline.js'
import { LimbeckError } from '../../errors.js'
import type { Operation } from '../../ops/operation.js'
import { needsLook, statementsOf } from '../../ops/to-statements.js'
import { type Directive, sayNote } from '../directive.js'

/** Directives as SQL, a statement after the other, with what is to be known of them above. */
export function renderSql(
  directives: readonly Directive[],
  dialect: Dialect,
  toSql?: (operation: Operation) => readonly DialectStatement[],
): string {
  return directives
    .map(({ operation, notes }) => {
      const isLooking = needsLook(operation, dialect)
      const made = statementsOf(operation, () => statements(operation, isLooking, dialect, toSql), dialect)
      const table = operation.alteration?.table
      const comments = [
        ...notes.map(sayNote),
        ...(isLooking && made.some((one) => /_limbeck_new_/.test(String(one)))
          ? [`Note: '${table}' is made anew: a new table is filled with its rows, and takes its place.`]
          : []),
      ]
      return [
        ...comments.map((one) => `-- ${one}\n`),
        ...made.map((one) => `${ended(inlineParams(dialect, one))}\n`),
      ].join('')
    })
    .join('')
}

function statements(
  operation: Operation,
  isLooking: boolean,
  dialect: Dialect,
  toSql?: (operation: Operation) => readonly DialectStatement[],
): readonly DialectStatement[] {
  if (!isLooking) return operation.toSql(dialect)
  if (toSql) return toSql(operation)
  const message = `${operation.kind} of '${operation.alteration?.table}' must look at the table: write the revision as TypeScript, or give toSql.`
  throw new LimbeckError('unsupported-operation', message)
}

/** A statement with its semicolon, which a comment at its end must not hide. */
const ended = (sql: string): string => (/--[^\n]*$/.test(sql) ? `${sql}\n;` : `${sql};`)
