import type { ReferenceOptions, ReferentialAction } from '../../schema/column.js'
import type { Constraint, Exclusion } from '../../schema/constraint.js'
import { given } from '../given.js'
import { listItems, plainName } from './list-items.js'
import type { ConstraintRow } from './rows.js'

/** A constraint with the name that it has, which PostgreSQL gives to all. */
export function readConstraint(row: ConstraintRow): Constraint {
  const { name, type, columns } = row
  const deferral = given({
    deferrable: row.deferrable || undefined,
    initially: row.deferred ? ('DEFERRED' as const) : undefined,
  })
  switch (type) {
    case 'c':
      return {
        kind: 'check',
        condition: row.condition ?? '',
        name,
        ...given({ noInherit: row.noInherit || undefined }),
      }
    case 'x':
      return {
        kind: 'exclude',
        elements: listItems(row.definition ?? '').map(readElement),
        name,
        ...given({
          using: row.using === 'gist' ? undefined : (row.using ?? undefined),
          where: row.where ?? undefined,
        }),
        ...deferral,
      }
    case 'f':
      return {
        kind: 'foreignKey',
        columns: columns ?? [],
        table: row.foreignTable ?? '',
        references: row.foreignColumns ?? [],
        name,
        ...(given({
          schema: row.foreignSchema ?? undefined,
          onDelete: actions[row.onDelete],
          onUpdate: actions[row.onUpdate],
          match: row.match === 'f' ? 'FULL' : undefined,
        }) as ReferenceOptions),
        ...deferral,
      }
    default:
      return {
        kind: type === 'p' ? 'primaryKey' : 'unique',
        columns: columns ?? [],
        name,
        ...given({
          include: row.include ?? undefined,
          nullsNotDistinct: row.nullsNotDistinct === 'true' || undefined,
        }),
        ...deferral,
      }
  }
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
}

function readElement(item: string): Exclusion['elements'][number] {
  const at = item.lastIndexOf(' WITH ')
  const element = item.slice(0, at)
  return [plainName(element) ?? { kind: 'sql', parts: [element], params: [] }, item.slice(at + ' WITH '.length)]
}

/** What of a constraint no field can hold. */
export function leftOfConstraint(row: ConstraintRow): string | undefined {
  if (row.enforced === 'false') return 'its NOT ENFORCED: made anew, it is enforced'
  if (!row.validated) return 'its NOT VALID: made anew, it holds for all rows'
  if (row.period === 'true') return 'its WITHOUT OVERLAPS or PERIOD'
  if (row.someColumns !== null) return 'the columns that its ON DELETE sets'
  return row.storage ? `its storage parameters ${row.storage.join(', ')}` : undefined
}
