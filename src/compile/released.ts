import type { Statement } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { inlineParams } from '../dialects/inline.js'
import { isCode, type NestedToken } from '../dialects/token.js'
import { LimbeckError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import { readSqlHeader } from '../ops/sql-header.js'
import { checksum } from '../runner/checksum.js'
import type { CompiledStep, Variant } from '../runner/migration-set.js'
import type { SourceRevision } from './distilled.js'

/** A direction as it was released: its statements, that it is a program, or that there is none. */
export type ReleasedDirection =
  | { readonly kind: 'statements'; readonly checksum: string; readonly step: CompiledStep }
  | { readonly kind: 'program'; readonly checksum: string }
  | { readonly kind: 'none' }

/** A revision as it was released for one database. */
export interface Released extends Pick<SourceRevision, 'revision' | 'downRevision' | 'dependsOn' | 'message'> {
  readonly branchLabels: readonly string[]
  readonly upgrade: ReleasedDirection
  readonly downgrade: ReleasedDirection
}

const directions = ['upgrade', 'downgrade'] as const

/** The checksum of a program: of its source with the line ends of Unix. */
export const sourceChecksum = (source: string): string => checksum(source.replaceAll('\r\n', '\n'))

/** A step as a file of SQL can hold it: parameters are literals in the statements. */
export function frozenStep(step: CompiledStep, dialect: Dialect): CompiledStep {
  const frozen = (statements: readonly Statement[]) =>
    statements.flatMap((one) => dialect.split(inlineParams(dialect, one)))
  return step.variants
    ? { variants: step.variants.map((one) => ({ ...one, statements: frozen(one.statements) })) }
    : { statements: frozen(step.statements) }
}

/**
 * Writes a released revision as an SQL revision, with checksums in its header. Throws `invalid-operation` for statements
 * that cannot be told from what is around them, such as one with the comment `-- downgrade` in it.
 */
export function writeReleased(released: Released, dialect: Dialect): string {
  const { revision, downRevision, branchLabels, dependsOn, message } = released
  const names = (list: readonly string[]) => list.join(', ') || 'none'
  const said = message.replace(/\s+/g, ' ').trim()
  const sections = directions.map((direction) => writeDirection(direction, released[direction]))
  const text = [
    ...(/^(?:revision|revises|branch labels|depends on|upgrade|downgrade|line ends):|^$/i.test(said)
      ? []
      : [`-- ${said}`]),
    `-- revision: ${revision}`,
    `-- revises: ${names(downRevision)}`,
    `-- branch labels: ${names(branchLabels)}`,
    `-- depends on: ${names(dependsOn)}`,
    ...directions.map((direction) => `-- ${direction}: ${summaryOf(released[direction])}`),
    ...(sections.join('').includes('\r') ? ['-- line ends: exact'] : []),
    ...sections.filter((section) => section !== ''),
  ].join('\n')
  const read = readReleased(revision, text, dialect)
  if (directions.every((one) => JSON.stringify(read[one]) === JSON.stringify(released[one]))) return text
  const what = 'it cannot be written as an SQL file and read again: does a comment in it look like a section?'
  throw new LimbeckError('invalid-operation', `${revision} cannot be released: ${what}`)
}

const summaryOf = (direction: ReleasedDirection): string =>
  direction.kind === 'none' ? 'none' : `${direction.kind} ${direction.checksum}`

function writeDirection(direction: Direction, released: ReleasedDirection): string {
  if (released.kind === 'none') return ''
  const lines = [`\n-- ${direction}\n`]
  if (released.kind === 'program') return [...lines, '-- It runs as code.\n'].join('')
  const { statements, variants } = released.step
  if (!variants) return [...lines, ...statements.map(writeStatement)].join('')
  for (const { drift, copies, statements } of variants) {
    lines.push(
      `\n-- variant: ${JSON.stringify(copies)}\n`,
      writeStatement(drift),
      '\n-- statements\n',
      ...statements.map(writeStatement),
    )
  }
  return lines.join('')
}

/** A comment at the end would swallow the semicolon. */
const writeStatement = (statement: Statement): string => {
  const sql = String(statement)
  return sql.slice(sql.lastIndexOf('\n') + 1).includes('--') ? `${sql}\n;\n` : `${sql};\n`
}

/** Reads a released revision. Throws `invalid-revision` with the file. */
export function readReleased(file: string, written: string, dialect: Dialect): Released {
  const text = /^-- line ends: exact$/m.test(written) ? written : written.replaceAll('\r\n', '\n')
  const header = readSqlHeader(text)
  const refuse = (what: string): never => {
    throw new LimbeckError('invalid-revision', `${file} is no released revision: ${what}.`)
  }
  const { revision = refuse("there is no '-- revision:' line") } = header
  const sections = sectionsOf(text, dialect)
  const read = (direction: Direction): ReleasedDirection => {
    const [, kind, sum = ''] =
      new RegExp(`^-- ${direction}: (statements|program|none) ?([0-9a-f]{16})?$`, 'm').exec(text) ?? []
    if (kind === 'none') return { kind }
    if (kind === 'program') return { kind, checksum: sum }
    if (kind !== 'statements') return refuse(`there is no '-- ${direction}:' line`)
    const section = sections.get(direction) ?? refuse(`there is no '-- ${direction}' section`)
    const [plain = '', ...others] = section
    if (others.length === 0) return { kind, checksum: sum, step: { statements: dialect.split(plain) } }
    return { kind, checksum: sum, step: { variants: others.map((one) => readVariant(one, dialect)) } }
  }
  return { ...header, revision, upgrade: read('upgrade'), downgrade: read('downgrade') }
}

function readVariant(text: string, dialect: Dialect): Variant {
  const [first = '', ...lines] = text.split('\n')
  const [drift = '', ...statements] = dialect.split(lines.join('\n'))
  const marked = (sql: string) => sql.replace(/^-- statements\n/, '')
  return {
    drift,
    statements: statements.map((sql, nth) => (nth === 0 ? marked(sql) : sql)),
    copies: JSON.parse(first) as string[],
  }
}

/** The sections by direction, each as the pieces that `-- variant:` lines make of it, the first of which is before any. */
function sectionsOf(text: string, dialect: Dialect): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>()
  let pieces: string[] | undefined
  let isStart = true
  for (const token of dialect.tokens(text)) {
    const mark = isStart ? markOf(token) : undefined
    isStart = isCode(token) ? token.text === ';' && !token.nested : isStart
    if (mark === undefined) {
      if (pieces) pieces.push((pieces.pop() as string) + token.text)
    } else if (mark.startsWith('variant')) pieces?.push(mark.slice('variant: '.length))
    else {
      pieces = ['']
      sections.set(mark, pieces)
    }
  }
  return sections
}

/** What a comment between statements begins. */
const markOf = ({ text, kind }: NestedToken): string | undefined =>
  kind === 'comment' ? /^-- (upgrade|downgrade|variant: .*)$/.exec(text)?.[1] : undefined
