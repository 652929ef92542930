import { readFileSync } from 'node:fs'
import { runCompiledApp } from './compiled-app.js'
import { peers } from './entries.js'
import { measure } from './measure.js'

/** What an app fetches for its migrations: a line of the README's table. */
export interface Row {
  readonly name: string
  /** Bytes, brotli, without the migrations themselves. */
  readonly atHead: number
  readonly behind: number
}

/** Ours, compiled, on a database at head and on one that is one revision behind; and theirs, which is the same for both. */
export async function rows(): Promise<readonly Row[]> {
  const [atHead, behind] = [await runCompiledApp(0), await runCompiledApp(1)]
  const others = []
  for (const { name, package: from, code } of peers) {
    const { brotli } = await measure({ code, loads: [] })
    others.push({ name: `${name} ${versionOf(from)}`, atHead: brotli, behind: brotli })
  }
  return [{ name: 'Limbeck', atHead: atHead.ours, behind: behind.ours }, ...others]
}

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version as string

/** The rows as Markdown. */
export const toTable = (rows: readonly Row[]): string =>
  [
    '| | database at head | one revision behind |',
    '|---|---|---|',
    ...rows.map(({ name, atHead, behind }) => `| ${name} | ${kilobytes(atHead)} | ${kilobytes(behind)} |`),
  ].join('\n')

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`

const place = /(?<=<!-- size: npm run size -- --write -->\n\n)[^<]*(?=\n\n<!-- size -->)/

/** The table that a page has. */
export const tableIn = (page: string): string | undefined => place.exec(page)?.[0]

/** The page with another table. */
export const withTable = (page: string, table: string): string => page.replace(place, table)
