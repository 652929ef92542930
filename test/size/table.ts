import { readFileSync } from 'node:fs'
import { runCompiledApp } from './compiled-app.js'
import { peers } from './entries.js'
import { measure } from './measure.js'
import { type SetData, weighSet } from './set-data.js'

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

/** What the README says in figures: two tables as Markdown, of apps, and of migrations. */
export const tables = async (): Promise<string> => `${toTable(await rows())}\n\n${toSetTable(await weighSet())}`

const toTable = (rows: readonly Row[]): string =>
  [
    '| | database at head | one revision behind |',
    '|---|---|---|',
    ...rows.map(({ name, atHead, behind }) => `| ${name} | ${kilobytes(atHead)} | ${kilobytes(behind)} |`),
  ].join('\n')

const toSetTable = ({ revisions, graph, messages, upgrades, downgrades }: SetData): string =>
  [
    `| ${revisions.toLocaleString('en')} revisions | all of it | for each byte of the SQL by itself |`,
    '|---|---|---|',
    `| graph | ${kilobytes(graph)} | |`,
    `| statements | ${kilobytes(upgrades.brotli)}, ${upgrades.files} files | ${ratio(upgrades)} |`,
    `| statements that take them back | ${kilobytes(downgrades.brotli)}, ${downgrades.files} files | ${ratio(downgrades)} |`,
    `| messages | ${kilobytes(messages)} | |`,
  ].join('\n')

const ratio = ({ brotli, own }: SetData['upgrades']): string => (brotli / own).toFixed(2)

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`

const place = /(?<=<!-- size: npm run size -- --write -->\n\n)[^<]*(?=\n\n<!-- size -->)/

/** The tables that a page has. */
export const tablesIn = (page: string): string | undefined => place.exec(page)?.[0]

/** The page with other tables. */
export const withTables = (page: string, tables: string): string => page.replace(place, tables)
