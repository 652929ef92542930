import { readTokens } from '../../dialects/sqlite/parse/token-reader.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'

// What the modules that come with SQLite call their tables; one that is not loaded does not tell.
const shadows: Readonly<Record<string, readonly string[]>> = {
  fts3: ['content', 'segments', 'segdir', 'docsize', 'stat'],
  fts4: ['content', 'segments', 'segdir', 'docsize', 'stat'],
  fts5: ['data', 'idx', 'content', 'docsize', 'config'],
  rtree: ['node', 'rowid', 'parent'],
  rtree_i32: ['node', 'rowid', 'parent'],
  geopoly: ['node', 'rowid', 'parent'],
}

/** Whether a table's SQL is that of a virtual one: SQLite writes these words itself. */
export const isVirtual = (sql: string): boolean => /^create\s+virtual\s/i.test(sql)

/** The names, folded, of tables that virtual tables may keep their data in. */
export const shadowsOf = (virtual: readonly { readonly name: string; readonly sql: string }[]): ReadonlySet<string> =>
  new Set(virtual.flatMap(({ name, sql }) => (shadows[moduleOf(sql)] ?? []).map((suffix) => fold(`${name}_${suffix}`))))

function moduleOf(sql: string): string {
  const { tokens } = readTokens(sql)
  const using = tokens.findIndex(({ kind, text }) => kind === 'word' && /^using$/i.test(text))
  return fold(tokens[using + 1]?.text ?? '')
}
