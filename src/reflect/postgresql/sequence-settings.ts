import type { SequenceSettings } from './rows.js'

const largest: Readonly<Record<string, bigint>> = {
  smallint: 2n ** 15n - 1n,
  integer: 2n ** 31n - 1n,
  bigint: 2n ** 63n - 1n,
}

/** What of a sequence is not as PostgreSQL makes it: https://www.postgresql.org/docs/current/sql-createsequence.html */
export function otherThanUsual(sequence: SequenceSettings): Partial<SequenceSettings> {
  const top = largest[sequence.type] ?? (largest.bigint as bigint)
  const isDown = sequence.increment.startsWith('-')
  const usual: Omit<SequenceSettings, 'type'> = {
    increment: '1',
    minValue: isDown ? String(-top - 1n) : '1',
    maxValue: isDown ? '-1' : String(top),
    start: isDown ? sequence.maxValue : sequence.minValue,
    cache: '1',
    cycle: false,
  }
  const keys = Object.keys(usual) as (keyof typeof usual)[]
  return Object.fromEntries(keys.filter((key) => sequence[key] !== usual[key]).map((key) => [key, sequence[key]]))
}

/** A number where it has all of the digits. */
export function asNumber(digits: string): number | bigint {
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : BigInt(digits)
}
