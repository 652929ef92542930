import assert from 'node:assert/strict'
import { SourceMap } from 'node:module'

/** Where a source map says that a text comes from: the name of the file, and line and column in it, from 0. */
export function origin(map: string, code: string, text: string): readonly [file: string, line: number, column: number] {
  const before = code.slice(0, code.indexOf(text)).split('\n')
  assert.ok(code.includes(text), text)
  const found = new SourceMap(JSON.parse(map)).findEntry(before.length - 1, before.at(-1)?.length ?? 0)
  assert.ok('originalSource' in found, text)
  return [found.originalSource.split('/').at(-1) as string, found.originalLine, found.originalColumn]
}
