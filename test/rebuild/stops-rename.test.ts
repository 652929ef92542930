import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseTable } from '../../src/dialects/sqlite/parse/parse-table.js'
import { stopsRename } from '../../src/rebuild/stops-rename.js'
import { newDatabase, rows } from '../database.js'
import { alterColumn, altering, runRebuild } from './run-rebuild.js'

const columns = [
  'k INTEGER, a, b',
  'k integer CONSTRAINT key PRIMARY KEY ON CONFLICT REPLACE, a, b',
  'k INTEGER PRIMARY KEY DESC, a, b',
  'k INT, a, b',
  'k INTEGER UNIQUE, a UNIQUE, b',
]
const keys = ['PRIMARY KEY (k)', 'PRIMARY KEY (k DESC)', 'PRIMARY KEY (a, k)', 'PRIMARY KEY (b)', '']
const uniques = ['UNIQUE (k)', 'UNIQUE (a, k), UNIQUE (a, b)', 'CONSTRAINT u UNIQUE (K, a) -- said\n', 'UNIQUE (a, b)']

/** Tables whose column `k` is a key, or is not, with constraints of several columns around it. */
const tables = columns.flatMap((list) =>
  keys.flatMap((key) =>
    uniques.flatMap((unique) =>
      [[key, unique] as const, [unique, key] as const].flatMap((constraints) =>
        ['', ' WITHOUT ROWID'].map(
          (words) => `CREATE TABLE t (${[list, ...constraints.filter((one) => one !== '')].join(', ')})${words}`,
        ),
      ),
    ),
  ),
)

/** The database of a table, if there can be such a one. */
function databaseOf(table: string) {
  try {
    return newDatabase(`${table}; INSERT INTO t VALUES (7, 1, 2); CREATE INDEX i ON t (b, k)`)
  } catch {
    return undefined
  }
}

describe('a column that RENAME COLUMN does not find again', () => {
  it('is known by the text of its table', () => {
    let count = 0
    for (const sql of tables) {
      const db = databaseOf(sql)
      if (!db) continue
      const stops = stopsRename(parseTable(sql), 'K')
      if (stops) count++
      const rename = () => db.exec('ALTER TABLE t RENAME COLUMN k TO z')
      if (stops) assert.throws(rename, /after rename: /, sql)
      else assert.doesNotThrow(rename, sql)
      db.close()
    }
    assert.ok(count > 20, `${count} of the tables stop it`)
  })

  it('gets its name where the table is made anew', () => {
    for (const sql of tables) {
      const db = databaseOf(sql)
      if (!db) continue
      assert.doesNotThrow(() => runRebuild(db, altering('t', [alterColumn('k', { newName: 'z' })])), sql)
      assert.deepEqual(rows(db, 'SELECT z, a, b FROM t'), [[7, 1, 2]])
      const [[table = '', index = ''] = []] = [
        rows(db, 'SELECT sql FROM sqlite_master WHERE sql <> 0').flat().map(String),
      ]
      assert.match(index, /\(b, "?z"?\)/)
      for (const words of ['WITHOUT ROWID', 'CONFLICT REPLACE', '-- said']) {
        assert.equal(table.includes(words), sql.includes(words), `${sql} became ${table}`)
      }
      db.close()
    }
  })
})
