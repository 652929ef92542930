/** full-text search */
import type { Operation, Operations } from 'limbeck/op'

export const revision = 'c5e292c49a6d'
export const downRevision = 'c729e77aa243'
export const branchLabels = 'search'
export const dependsOn = null
export const message = 'full-text search'

// sql.js has FTS4 and not FTS5, Cloudflare's SQLite FTS5 and not FTS4. The index keeps no copy of the text: it reads
// `note`, and triggers tell it what changes there.
const columns = 'title, body, place'
const written = 'new.title, new.body, new.place'
const engines = {
  fts4: {
    table: `fts4(content="note", ${columns}, tokenize=unicode61)`,
    remove: 'DELETE FROM note_fts WHERE docid = old.id',
    add: `INSERT INTO note_fts (docid, ${columns}) VALUES (new.id, ${written})`,
  },
  fts5: {
    table: `fts5(${columns}, content='note', content_rowid='id', tokenize='unicode61')`,
    remove: `INSERT INTO note_fts (note_fts, rowid, ${columns}) VALUES ('delete', old.id, old.title, old.body, old.place)`,
    add: `INSERT INTO note_fts (rowid, ${columns}) VALUES (new.id, ${written})`,
  },
}

const createNoteSearch: Operation = {
  kind: 'createNoteSearch',
  toSql({ name }) {
    const { table, remove, add } = name === 'sqlite' ? engines.fts4 : engines.fts5
    const trigger = (called: string, when: string, statement: string) =>
      `CREATE TRIGGER note_fts_${called} ${when} ON note BEGIN\n  ${statement};\nEND`
    return [
      `CREATE VIRTUAL TABLE note_fts USING ${table}`,
      trigger('before_update', `BEFORE UPDATE OF ${columns}`, remove),
      trigger('before_delete', 'BEFORE DELETE', remove),
      trigger('after_update', `AFTER UPDATE OF ${columns}`, add),
      trigger('after_insert', 'AFTER INSERT', add),
      "INSERT INTO note_fts (note_fts) VALUES ('rebuild')",
    ]
  },
}

export function upgrade(op: Operations) {
  op.invoke(createNoteSearch)
}

export function downgrade(op: Operations) {
  op.execute(`
    DROP TRIGGER note_fts_after_insert;
    DROP TRIGGER note_fts_after_update;
    DROP TRIGGER note_fts_before_delete;
    DROP TRIGGER note_fts_before_update;
    DROP TABLE note_fts
  `)
}
