import type { Column, Identity } from '../../schema/column.js'
import { given } from '../given.js'
import { readDefault } from './read-default.js'
import { readType } from './read-type.js'
import type { ColumnRow, SequenceSettings } from './rows.js'
import { asNumber, otherThanUsual } from './sequence-settings.js'

/** A column with nothing implied. `key` are the columns of the primary key. */
export function readColumn(row: ColumnRow, key: readonly string[]): Column {
  const type = readType(row)
  const serial = isSerial(row)
  const counts = ['smallInteger', 'integer', 'bigInteger'].includes(type.type)
  const isPlain = row.default === null && row.identity === '' && counts && key.length === 1 && key[0] === row.name
  return {
    kind: 'column',
    name: row.name,
    type,
    nullable: !row.notNull,
    ...given({
      autoincrement: serial ? true : isPlain ? false : undefined,
      default: row.default === null || serial || row.generated !== '' ? undefined : readDefault(row.default, type),
      collate: row.collation?.name,
      generated:
        row.generated === '' || row.default === null
          ? undefined
          : { as: row.default, ...(row.generated === 'v' ? { stored: false } : {}) },
      identity: row.identity === '' ? undefined : readIdentity(row.identity === 'a', row.sequence),
      comment: row.comment ?? undefined,
    }),
  }
}

/** Whether a column is one that SERIAL makes: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
export function isSerial({ default: value, identity, notNull, sequence, type }: ColumnRow): boolean {
  if (identity !== '' || !notNull || sequence === null || sequence.type !== type) return false
  return (
    /^nextval\('[^']*(''[^']*)*'::regclass\)$/.test(value ?? '') && Object.keys(otherThanUsual(sequence)).length === 0
  )
}

function readIdentity(always: boolean, sequence: SequenceSettings | null): Identity {
  const { type: _, ...other } = sequence ? otherThanUsual(sequence) : {}
  const numbers = Object.entries(other).map(([key, value]) => [
    key,
    typeof value === 'string' ? asNumber(value) : value,
  ])
  return { ...(always ? { always } : {}), ...Object.fromEntries(numbers) }
}
