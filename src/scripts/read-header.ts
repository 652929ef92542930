import { LimbeckError } from '../errors.js'
import { readSqlHeader } from '../ops/sql-header.js'

/** What a revision's file says of it, read without running the file. */
export interface RevisionHeader {
  readonly revision: string
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  /** The first paragraph of `doc`, or the `message` that the module exports. */
  readonly message: string
  /** The comment that the file begins with. */
  readonly doc: string
}

/**
 * Reads the header of a revision's text: a module's `export const revision = '…'` and the like, or the comments of an SQL
 * file. Throws `invalid-revision` with the file and the line.
 */
export function readHeader(file: string, text: string): RevisionHeader {
  const source = text.replace(/^\uFEFF/, '')
  return file.endsWith('.sql') ? sqlHeader(file, source) : moduleHeader(file, source)
}

function sqlHeader(file: string, source: string): RevisionHeader {
  const header = readSqlHeader(source)
  if (!header.revision) throw invalid(file, 1, "there is no '-- revision:' line above '-- upgrade'")
  const [above = ''] = source.split(/^--[ \t]*(?:up|down)grade[ \t]*\r?$/im)
  const doc = [...above.matchAll(/^[ \t]*--[ \t]?(.*)$/gm)].map(([, line = '']) => line.trimEnd())
  return { ...header, revision: header.revision, doc: doc.join('\n').trim() }
}

const names = ['revision', 'downRevision', 'branchLabels', 'dependsOn', 'message'] as const
type Name = (typeof names)[number]

// A text that is not closed on its line, or a template, ends where the file does: the error is then another one's.
const skipped = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*`?/g
const declaration = new RegExp(`^export\\s+(?:const|let|var)\\s+(${names.join('|')})\\b\\s*(?::[^=]*)?=\\s*`, 'gm')

const opening = /^(?:#![^\n]*\n)?(?:\s|\/\/[^\n]*\n)*\/\*+([\s\S]*?)\*+\//

function moduleHeader(file: string, source: string): RevisionHeader {
  const found = new Map<Name, readonly string[]>()
  const start = opening.exec(source)?.[0].length ?? 0
  // In most files only the comment at the top could hide something.
  const masked = /`|\/\*/.test(source.slice(start)) ? skippedParts(source) : []
  for (const match of source.matchAll(declaration)) {
    const at = match.index
    if (at < start || masked.some(([from, to]) => at > from && at < to)) continue
    const name = match[1] as Name
    const value = readValue(source.slice(at + match[0].length))
    if (value === undefined) {
      const what = `'${name}' must be written out as ${name === 'revision' ? 'a string' : 'a string, a list of strings or null'}`
      throw invalid(file, lineOf(source, at), `${what}: it is read without running the file`)
    }
    if (found.has(name)) throw invalid(file, lineOf(source, at), `'${name}' is exported twice`)
    found.set(name, value)
  }
  const [revision, ...more] = found.get('revision') ?? []
  if (revision === undefined || more.length > 0) {
    throw invalid(file, 1, 'there is no "export const revision = \'…\'"')
  }
  const downRevision = found.get('downRevision')
  if (!downRevision) throw invalid(file, 1, 'there is no "export const downRevision = \'…\'" (or null, for a base)')
  const doc = docOf(source)
  return {
    revision,
    downRevision,
    branchLabels: found.get('branchLabels') ?? [],
    dependsOn: found.get('dependsOn') ?? [],
    message: found.get('message')?.[0] ?? doc.split(/\n\s*\n/)[0] ?? '',
    doc,
  }
}

/** Where comments, texts and templates are: what looks like a header in there is none. */
const skippedParts = (source: string): readonly (readonly [number, number])[] =>
  [...source.matchAll(skipped)].map(({ 0: text, index }) => [index, index + text.length])

const text = /'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\$])*)`/
const space = String.raw`(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*`
const ends = String.raw`${space}(?:as\s+const\b|(?:as|satisfies)\s+[\w\s|[\]]+)?[ \t]*(?:;|,|$|\r?\n|\/\/|\/\*)`
const single = new RegExp(`^(?:${text.source})${ends}`)
const nothing = new RegExp(`^(?:null|undefined)\\b${ends}`)
const list = new RegExp(`^\\[((?:${space}(?:${text.source})${space},?)*${space})\\]${ends}`)

/** A string, a list of strings, or null, as a list; undefined for what would have to be run. */
function readValue(source: string): readonly string[] | undefined {
  const one = single.exec(source)
  if (one) return [unquote(one)]
  if (nothing.test(source)) return []
  const several = list.exec(source)
  if (!several) return undefined
  return [...(several[1] as string).matchAll(new RegExp(text, 'g'))].map(unquote)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', f: '\f', v: '\v' }

function unquote([, single, double, template]: RegExpMatchArray | RegExpExecArray): string {
  const raw = single ?? double ?? template ?? ''
  return raw.replace(/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (_, braced, four, two, one) =>
    one === undefined ? String.fromCodePoint(Number.parseInt(braced ?? four ?? two, 16)) : (escapes[one] ?? one),
  )
}

/** The block comment that a module begins with, without its stars. */
function docOf(source: string): string {
  const [, comment = ''] = opening.exec(source) ?? []
  return comment
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim()
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length

const invalid = (file: string, line: number, what: string): LimbeckError =>
  new LimbeckError('invalid-revision', `${file}:${line}: ${what}.`)
