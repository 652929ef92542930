import type { Dialect } from '../../dialects/dialect.js'
import { execute } from '../../ops/execute.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import type { ColumnDiff } from '../compare/diff-table.js'
import { type Directive, directive } from '../directive.js'

/**
 * A column of PostgreSQL that counts up (SERIAL) is a default and a sequence that it owns: no ALTER TABLE makes or ends
 * that, nor changes the type of both. What comes before the column's other changes, and what after them.
 */
export function serialSteps(
  { table, schema }: CanonicalTable,
  { from, to, aspects }: ColumnDiff,
  dialect: Dialect,
): { readonly before: readonly Directive[]; readonly after: readonly Directive[] } {
  const place = dialect.qualified(table, schema)
  const column = dialect.identifier(to.name)
  const [was, is] = [from.autoincrement === true, to.autoincrement === true]
  const owned = `pg_get_serial_sequence(${dialect.literal(place)}, ${dialect.literal(to.name)})`
  /** Does something with the sequence that the column owns; what its name is, the database knows. */
  const withSequence = (verb: string, rest = '') => {
    const statement = `${dialect.literal(verb)} || owned || ${dialect.literal(rest)}`
    return directive(
      execute(`DO ${dialect.literal(`DECLARE owned text := ${owned}; BEGIN EXECUTE ${statement}; END`)}`),
    )
  }
  if (was && !is) {
    const drop = directive(execute(`ALTER TABLE ${place} ALTER COLUMN ${column} DROP DEFAULT`))
    return { before: [drop, withSequence('DROP SEQUENCE ')], after: [] }
  }
  if (is && !was) {
    const name = dialect.qualified(`${table}_${to.name}_seq`.slice(0, 63), schema)
    return {
      before: [],
      after: [
        directive(execute(`CREATE SEQUENCE ${name} AS ${dialect.type(to.type)} OWNED BY ${place}.${column}`)),
        directive(
          execute(`SELECT setval(${dialect.literal(name)}, coalesce(max(${column}), 0) + 1, false) FROM ${place}`),
        ),
        directive(execute(`ALTER TABLE ${place} ALTER COLUMN ${column} SET DEFAULT nextval(${dialect.literal(name)})`)),
      ],
    }
  }
  if (!is || !aspects.has('type')) return { before: [], after: [] }
  return { before: [], after: [withSequence('ALTER SEQUENCE ', ` AS ${dialect.type(to.type)}`)] }
}
