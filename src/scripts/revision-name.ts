import { randomUUID } from 'node:crypto'
import { LimbeckError } from '../errors.js'

/** How files of revisions are named. */
export interface NameOptions {
  /** `%(rev)s_%(slug)s` when not given; it may hold `/`. */
  readonly fileTemplate?: string
  /** The longest slug, in characters: 40 when not given, or 0. */
  readonly truncateSlugLength?: number
  /** An IANA name; the machine's own when not given. */
  readonly timezone?: string
}

/** A new id: twelve hexadecimal digits. */
export const newRevisionId = (): string => randomUUID().replaceAll('-', '').slice(-12)

/** A message as a part of a file's name: its words, in lower case, cut between words. */
export function slugOf(message: string, longest = 40): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join('_').toLowerCase()
  const letters = [...slug]
  const limit = longest || 40
  if (letters.length <= limit) return slug
  const cut = letters.slice(0, limit).join('')
  return `${cut.includes('_') ? cut.slice(0, cut.lastIndexOf('_')) : cut}_`
}

/** A moment in the parts that names and headers are made of. */
export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** `2026-11-21 13:46:45`, with the offset when a time zone was named: `2026-11-21 13:46:45+01:00`. */
  readonly text: string
}

/** A moment where the clock of a time zone shows it. Throws `invalid-configuration` for a zone that is none. */
export function dateParts(date: Date, timezone?: string): DateParts {
  const format = formatOf(timezone)
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]))
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) =>
    Number(parts[name]),
  ) as [number, number, number, number, number, number]
  const two = (value: number) => String(value).padStart(2, '0')
  const offset = (parts.timeZoneName ?? '').replace('GMT', '') || '+00:00'
  const text = `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${timezone ? offset : ''}`
  return { year, month, day, hour, minute, second, text }
}

function formatOf(timezone: string | undefined): Intl.DateTimeFormat {
  const two = '2-digit'
  const fields = {
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
    hourCycle: 'h23',
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...fields,
      timeZoneName: 'longOffset',
      ...(timezone && { timeZone: timezone }),
    })
  } catch (cause) {
    throw new LimbeckError('invalid-configuration', `There is no time zone '${timezone}'.`, cause)
  }
}

/**
 * The name of a new revision's file, without its extension. The template's tokens are rev, slug, epoch, year, month, day,
 * hour, minute and second, as Alembic writes them: `%(year)d_%(month).2d_%(rev)s`. Throws `invalid-configuration` for
 * another one.
 */
export function fileNameOf(revision: string, message: string, date: Date, options: NameOptions = {}): string {
  const tokens: Readonly<Record<string, string | number>> = {
    rev: revision,
    slug: slugOf(message, options.truncateSlugLength),
    epoch: Math.floor(date.getTime() / 1000),
    ...dateParts(date, options.timezone),
  }
  const template = options.fileTemplate || '%(rev)s_%(slug)s'
  return template.replace(/%%|%\((\w+)\)[0.]*(\d*)[sd]|%/g, (found, name: string | undefined, width: string) => {
    if (found === '%%') return '%'
    if (name === undefined || name === 'text' || !Object.hasOwn(tokens, name)) {
      const known = Object.keys(tokens).filter((token) => token !== 'text')
      const message = `The file template '${template}' has a token that is none: use ${known.map((token) => `%(${token})s`).join(', ')}.`
      throw new LimbeckError('invalid-configuration', message)
    }
    return String(tokens[name]).padStart(Number(width), '0')
  })
}
