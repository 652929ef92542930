import type { Dialect } from '../../dialects/dialect.js'
import type { Enumeration } from '../../schema/column-type.js'
import type { Comment, Routine, Sequence, Trigger, View } from '../../schema/database.js'
import { traitsOf } from '../traits.js'

// There are no directives for these: op.execute has their SQL, in both directions.

export const dropView = ({ name, schema, materialized }: View, dialect: Dialect): string =>
  `DROP ${materialized ? 'MATERIALIZED ' : ''}VIEW ${dialect.qualified(name, schema)}`

/** A trigger's table may have got another name before. */
export const dropTrigger = ({ name, schema, table }: Trigger, dialect: Dialect): string =>
  traitsOf(dialect).triggersByTable
    ? `DROP TRIGGER ${dialect.identifier(name)} ON ${dialect.qualified(table, schema)}`
    : `DROP TRIGGER ${dialect.qualified(name, schema)}`

export const dropRoutine = ({ name, schema, args, sql }: Routine, dialect: Dialect): string =>
  `DROP ${/^\s*create\s+(or\s+replace\s+)?procedure\b/i.test(sql) ? 'PROCEDURE' : 'FUNCTION'} ${dialect.qualified(name, schema)}(${args})`

/** A routine in the place of one that may be there. */
export const replaceRoutine = ({ sql }: Routine): string =>
  sql.replace(/^(\s*create)\s+(?=function|procedure)/i, '$1 OR REPLACE ')

export const createSequence = (sequence: Sequence, dialect: Dialect): string =>
  `CREATE SEQUENCE ${dialect.qualified(sequence.name, sequence.schema)} ${sequenceOptions(sequence)}`

export const alterSequence = (sequence: Sequence, dialect: Dialect): string =>
  `ALTER SEQUENCE ${dialect.qualified(sequence.name, sequence.schema)} ${sequenceOptions(sequence)}`

/** A sequence goes with the column that owns it, or with none. */
export function ownSequence(
  { name, schema }: Sequence,
  owner: Sequence['owner'] | undefined,
  dialect: Dialect,
): string {
  const column = owner && `${dialect.qualified(owner.table, owner.schema)}.${dialect.identifier(owner.column)}`
  return `ALTER SEQUENCE ${dialect.qualified(name, schema)} OWNED BY ${column ?? 'NONE'}`
}

export const commentOn = ({ on }: Comment, text: string | undefined, dialect: Dialect): string =>
  `COMMENT ON ${on} IS ${text === undefined ? 'NULL' : dialect.literal(text)}`

/** It may have gone already, with the column that owned it. */
export const dropSequence = ({ name, schema }: Sequence, dialect: Dialect): string =>
  `DROP SEQUENCE IF EXISTS ${dialect.qualified(name, schema)}`

const sequenceOptions = ({ type, start, increment, minValue, maxValue, cache, cycle }: Sequence): string =>
  [
    ...[
      `AS ${type}`,
      `START WITH ${start}`,
      `INCREMENT BY ${increment}`,
      `MINVALUE ${minValue}`,
      `MAXVALUE ${maxValue}`,
    ],
    ...[`CACHE ${cache}`, cycle ? 'CYCLE' : 'NO CYCLE'],
  ].join(' ')

const asideName = ({ name }: Enumeration): string => `_limbeck_old_${name}`.slice(0, 63)

/** An enumeration's type under another name, so that a new one can have its own. */
export const putAside = (enumeration: Enumeration, dialect: Dialect): string =>
  `ALTER TYPE ${dialect.qualified(enumeration.name, enumeration.schema)} RENAME TO ${dialect.identifier(asideName(enumeration))}`

export const dropAside = (enumeration: Enumeration, dialect: Dialect): string =>
  `DROP TYPE ${dialect.qualified(asideName(enumeration), enumeration.schema)}`
