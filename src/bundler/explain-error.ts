import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { isOwn } from './without-chunks.js'

/** An error as bundlers show it: what, and where in the sources. */
export interface ExplainedError {
  readonly message: string
  readonly cause: unknown
  readonly id?: string
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number }
  /** The line itself. */
  readonly frame?: string
}

const places = /(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^\s:()'"?]+)(?:\?[^\s:()]*)?:(\d+)(?::(\d+))?/g

/** Finds the place in the sources that an error, or one of its causes, names in its message or its stack. */
export function explainError(error: unknown): ExplainedError {
  const { message } = error as Error
  for (let at = error; at instanceof Error; at = at.cause) {
    const found = placeIn(at.message) ?? placeIn(at.stack ?? '')
    if (found) return { message, cause: error, ...found }
  }
  return { message, cause: error }
}

function placeIn(text: string): Pick<ExplainedError, 'id' | 'loc' | 'frame'> | undefined {
  for (const [, path = '', line, column] of text.matchAll(places)) {
    const file = decodeURI(path)
    if (!isAbsolute(file) || file.includes('node_modules') || isOwn(file) || !existsSync(file)) continue
    const loc = { file, line: Number(line), column: Number(column ?? 1) - 1 }
    return { id: file, loc, frame: readFileSync(file, 'utf8').split(/\r?\n/)[loc.line - 1] ?? '' }
  }
  return undefined
}
