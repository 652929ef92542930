import { type Block, type Call, type Code, type Fields, inOneLine, type List, type Sql } from './code.js'

const width = 120

/** Where code stands. */
interface Place {
  /** How far the line that it begins in is indented. */
  readonly indent: number
  /** The column that it begins in. */
  readonly at: number
  /** How many signs follow in the line that it ends in. */
  readonly after: number
}

/**
 * Code in lines, the first one without its indent, as Biome and Prettier write them in 120 columns with an indent of 2:
 * what is formatted on save looks the same before and after.
 */
export const writeCode = (code: Code, indent: number): string => write(code, { indent, at: indent, after: 0 })

function write(code: Code, place: Place): string {
  if (isText(code)) return inOneLine(code)
  const flat = isBroken(code) ? undefined : inOneLine(code)
  if (flat !== undefined && fits(flat, place)) return flat
  return code.kind === 'call' ? writeCall(code, place) : writeBroken(code, place)
}

/** Code that has the line breaks that it has, and no others. */
const isText = (code: Code): code is string | Sql => typeof code === 'string' || code.kind === 'sql'

const fits = (line: string, { at, after }: Place): boolean => at + lengthOf(line) + after <= width

const lengthOf = (text: string): number => [...text].length

/** Whether code takes several lines however short it is. */
function isBroken(code: Code): boolean {
  if (isText(code)) return inOneLine(code).includes('\n')
  return (code.kind === 'list' && isTable(code)) || membersOf(code).some(isBroken) || isBody(code)
}

const isBody = (code: Exclude<Code, string>): boolean => code.kind === 'block' && code.statements.length > 0

/** Lists of lists, and of objects, that each have several members stand one below the other. */
function isTable({ items }: List): boolean {
  const [first] = items
  if (items.length < 2 || typeof first !== 'object') return false
  return items.every(
    (item) =>
      typeof item === 'object' && item.kind === first.kind && item.kind !== 'call' && membersOf(item).length > 1,
  )
}

function membersOf(code: Exclude<Code, string>): readonly Code[] {
  switch (code.kind) {
    case 'sql':
      return []
    case 'call':
      return code.args
    case 'list':
      return code.items
    case 'fields':
      return code.entries.map(([, value]) => value)
    case 'block':
      return code.statements
  }
}

function writeCall({ callee, args }: Call, { indent, at, after }: Place): string {
  const [only] = args
  if (args.length === 1 && only && isText(only) && isBroken(only)) return `${callee}(${inOneLine(only)})`
  const last = args.at(-1)
  const before = args.slice(0, -1)
  if (last !== undefined && !before.some(isBroken) && isHugged(last, before.at(-1))) {
    const head = `${callee}(${before.map((arg) => `${inOneLine(arg)}, `).join('')}`
    const broken = writeBroken(last, { indent, at: at + lengthOf(head), after: after + 1 })
    const [line = ''] = broken.split('\n', 1)
    if (at + lengthOf(head + line) <= width) return `${head}${broken})`
  }
  return `${callee}(${below(args, indent)})`
}

/** Whether a call keeps its brackets around those of its last argument, rather than give each argument a line. */
function isHugged(last: Code, beforeIt: Code | undefined): last is List | Fields | Block {
  if (isText(last) || last.kind === 'call' || membersOf(last).length === 0) return false
  if (beforeIt === undefined) return true
  return (typeof beforeIt === 'string' || beforeIt.kind !== last.kind) && !(last.kind === 'list' && isNumbers(last))
}

function writeBroken(code: List | Fields | Block, { indent }: Place): string {
  const inner = indent + 2
  switch (code.kind) {
    case 'list':
      return isNumbers(code) ? `[${filled(code.items, indent)}]` : `[${below(code.items, indent)}]`
    case 'fields':
      return `{\n${code.entries.map((entry) => `${spaces(inner)}${writeEntry(entry, inner)},\n`).join('')}${spaces(indent)}}`
    case 'block': {
      const lines = code.statements.map((statement) => `${spaces(inner)}${writeCode(statement, inner)}\n`)
      return `(${code.parameter}) => {\n${lines.join('')}${spaces(indent)}}`
    }
  }
}

function writeEntry([key, value]: Fields['entries'][number], indent: number): string {
  const place = { indent, at: indent + lengthOf(key) + 2, after: 1 }
  const text = write(value, place)
  // Below a key of four signs a long text would not come to stand further left.
  const moved = /^['"]/.test(text) && lengthOf(key) > 4 && !fits(text, place)
  return moved ? `${key}:\n${spaces(indent + 2)}${text}` : `${key}: ${text}`
}

/** Codes with a line each. */
function below(codes: readonly Code[], indent: number): string {
  const inner = indent + 2
  const lines = codes.map((code) => `${spaces(inner)}${write(code, { indent: inner, at: inner, after: 1 })},\n`)
  return `\n${lines.join('')}${spaces(indent)}`
}

const isNumbers = ({ items }: List): boolean =>
  items.length > 1 && items.every((item) => typeof item === 'string' && /^-?\d[\d.e-]*$/.test(item))

/** Numbers with as many in a line as there is room for. */
function filled(numbers: readonly Code[], indent: number): string {
  const lines: string[] = []
  let line = ''
  for (const number of numbers) {
    const longer = line === '' ? `${number},` : `${line} ${number},`
    if (line !== '' && indent + 2 + longer.length > width) {
      lines.push(line)
      line = `${number},`
    } else line = longer
  }
  return `\n${[...lines, line].map((each) => `${spaces(indent + 2)}${each}\n`).join('')}${spaces(indent)}`
}

const spaces = (count: number): string => ' '.repeat(count)
