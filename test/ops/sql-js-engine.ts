import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase, rows } from '../database.js'
import { type Engine, line } from './engine.js'

/** SQLite in memory, with an attached database `annex`. */
export async function sqlJsEngine(): Promise<Engine> {
  const open = () => newDatabase("ATTACH ':memory:' AS annex; PRAGMA foreign_keys = ON")
  let db = open()
  const lines = async (query: string) => rows(db, query).map(line)
  return {
    dialect: sqlite,
    async reset() {
      db.close()
      db = open()
    },
    script: async (sql) => void db.exec(sql),
    async run(operations) {
      // What ALTER TABLE cannot do takes a look at the table, which the runner takes.
      const upgradeTo = (op: Operations) => operations.forEach(op.invoke)
      await upgrade(sqlJs(db), [{ revision: 'ae10', downRevision: null, upgrade: upgradeTo }], 'head')
      db.exec('DROP TABLE limbeck_version; DROP TABLE limbeck_journal')
    },
    lines,
    async schema() {
      const all = ['main', 'annex'].map((schema) => described.replaceAll('@schema', schema))
      const found = await lines(all.join(' UNION ALL '))
      return found.map(plain).sort()
    },
    close: async () => db.close(),
  }
}

/** SQLite keeps the text of a definition as it was written, and quotes what it renames: white space and quotes say nothing. */
const plain = (text: string): string =>
  text.replaceAll(/"([a-z_][a-z0-9_]*)"/g, '$1').replaceAll(/\s*([(),])\s*|(\s)\s+/g, '$1$2')

const described = `
  SELECT '@schema ' || type, name, sql FROM @schema.sqlite_master WHERE name NOT LIKE 'sqlite_%'
  UNION ALL
  SELECT '@schema table ' || name, 'strict ' || strict, 'without rowid ' || wr FROM pragma_table_list WHERE schema = '@schema' AND name NOT LIKE 'sqlite_%'
  UNION ALL
  SELECT '@schema column ' || t.name || '.' || c.name, c.cid || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || c.hidden, c.dflt_value
  FROM @schema.sqlite_master t, pragma_table_xinfo(t.name, '@schema') c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
  UNION ALL
  SELECT '@schema foreign key ' || t.name, f.id || ' ' || f.seq || ' ' || f."table", concat(f."from", ' ', f."to", ' ', f.on_update, ' ', f.on_delete, ' ', f.match)
  FROM @schema.sqlite_master t, pragma_foreign_key_list(t.name, '@schema') f WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
  UNION ALL
  SELECT '@schema index ' || i.name, i."unique" || ' ' || i.origin || ' ' || i.partial, (
    SELECT group_concat(concat(seqno, ' ', name, ' ', "desc", ' ', coll, ' ', key), '; ') FROM pragma_index_xinfo(i.name, '@schema'))
  FROM @schema.sqlite_master t, pragma_index_list(t.name, '@schema') i WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`
