/** A stretch of a text that has another length now. */
export interface Replaced {
  /** Where it begins in the text as it was. */
  readonly at: number
  readonly before: number
  readonly after: number
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The mappings of a source map, for a text whose stretches were replaced, none of them by or with line ends. */
export function shiftMappings(mappings: string, text: string, replaced: readonly Replaced[]): string {
  const lines = mappings.split(';')
  let [line, start] = [0, 0]
  for (const [nth, { at }] of replaced.entries()) {
    for (let end = text.indexOf('\n', start); end >= 0 && end < at; end = text.indexOf('\n', start)) {
      start = end + 1
      line++
    }
    // Those on the same line before it were shifted already: columns are told from one to the next.
    const sameLine = replaced.slice(0, nth).filter((one) => one.at >= start)
    const shifted = sameLine.reduce((sum, { before, after }) => sum + after - before, 0)
    const { before, after } = replaced[nth] as Replaced
    lines[line] = shiftLine(lines[line] ?? '', at - start + shifted + before, after - before)
  }
  return lines.join(';')
}

/** What comes at a column or after it moves. Columns are told from the one before, so that one number changes. */
function shiftLine(line: string, column: number, by: number): string {
  let at = 0
  let isShifted = false
  return line
    .split(',')
    .map((segment) => {
      if (isShifted || segment === '') return segment
      const [, first = ''] = /^([g-z0-9+/]*[A-Za-f])/.exec(segment) ?? []
      const distance = decode(first)
      at += distance
      if (at < column) return segment
      isShifted = true
      return encode(distance + by) + segment.slice(first.length)
    })
    .join(',')
}

function decode(text: string): number {
  const value = [...text].reduce((sum, digit, nth) => sum + (digits.indexOf(digit) & 31) * 32 ** nth, 0)
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2
}

function encode(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2
  let text = ''
  do {
    const digit = rest % 32
    rest = Math.floor(rest / 32)
    text += digits[rest > 0 ? digit + 32 : digit]
  } while (rest > 0)
  return text
}
