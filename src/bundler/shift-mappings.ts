import { decode, encode } from '@jridgewell/sourcemap-codec'

/** A stretch of a text that has another length now. */
export interface Replaced {
  /** Where it begins in the text as it was. */
  readonly at: number
  readonly before: number
  readonly after: number
}

/** The mappings of a source map, for a text whose stretches were replaced, none of them by or with line ends. */
export function shiftMappings(mappings: string, text: string, replaced: readonly Replaced[]): string {
  const lines = decode(mappings)
  // The last one first, so that what comes before it stands where it did.
  for (const { at, before, after } of [...replaced].reverse()) {
    const above = text.slice(0, at).split('\n')
    const end = (above.at(-1) as string).length + before
    for (const segment of lines[above.length - 1] ?? []) if (segment[0] >= end) segment[0] += after - before
  }
  return encode(lines)
}
