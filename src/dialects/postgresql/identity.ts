import type { Identity } from '../../schema/column.js'

/** `GENERATED … AS IDENTITY`. */
export function identitySql(identity: Identity): string {
  const given = settings(identity).flatMap(([option, isGiven]) => (isGiven ? option : []))
  return `GENERATED ${generation(identity)} AS IDENTITY${given.length > 0 ? ` (${given.join(' ')})` : ''}`
}

/** What ALTER COLUMN is told where an identity becomes another; what is not named any more is as PostgreSQL has it. */
export function changeIdentity(to: Identity, existing: Identity): readonly string[] {
  const before = settings(existing).map(([option]) => option)
  return [
    ...(generation(to) === generation(existing) ? [] : [`SET GENERATED ${generation(to)}`]),
    ...settings(to).flatMap(([option], at) => (option === before[at] ? [] : [`SET ${option}`])),
  ]
}

const generation = ({ always }: Identity): string => (always ? 'ALWAYS' : 'BY DEFAULT')

/**
 * The options of the sequence behind an identity, and whether each was given:
 * https://www.postgresql.org/docs/current/sql-createsequence.html
 */
function settings(identity: Identity): readonly (readonly [option: string, isGiven: boolean])[] {
  const { increment, start, minValue, maxValue, cache, cycle } = identity
  const first = Number(increment ?? 1) < 0 ? (maxValue ?? -1) : (minValue ?? 1)
  return [
    [`INCREMENT BY ${increment ?? 1}`, increment !== undefined],
    [`START WITH ${start ?? first}`, start !== undefined],
    [minValue === undefined ? 'NO MINVALUE' : `MINVALUE ${minValue}`, minValue !== undefined],
    [maxValue === undefined ? 'NO MAXVALUE' : `MAXVALUE ${maxValue}`, maxValue !== undefined],
    [`CACHE ${cache ?? 1}`, cache !== undefined],
    [cycle ? 'CYCLE' : 'NO CYCLE', cycle !== undefined],
  ]
}
