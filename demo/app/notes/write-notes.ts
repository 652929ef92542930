import type { Database, SqlValue } from 'sql.js'
import type { Draft } from './note.js'
import { read, type Shape, shapeOf } from './shape.js'

/** Writes a note into the database in memory, all of it or nothing, and gives its id. Saving is the caller's. */
export function writeNote(db: Database, draft: Draft): number {
  return inTransaction(db, () => {
    const shape = shapeOf(db)
    const values = Object.entries(columns(draft, shape))
    const id = draft.id ?? insert(db, values)
    if (draft.id !== undefined) {
      const sets = values.map(([column]) => `${column} = ?`).join(', ')
      db.run(`UPDATE note SET ${sets} WHERE id = ?`, [...values.map(([, value]) => value), id])
    }
    if (shape.has('note_tag')) writeTags(db, id, draft.tags)
    if (shape.has('attachment')) writeAttachments(db, id, draft)
    return id
  })
}

/** Deletes a note and what belongs to it. */
export function deleteNote(db: Database, id: number): void {
  inTransaction(db, () => {
    const shape = shapeOf(db)
    // SQLite enforces foreign keys only where it is told to, and forgets with each connection: nothing relies on it.
    if (shape.has('attachment')) db.run('DELETE FROM attachment WHERE note_id = ?', [id])
    if (shape.has('note_tag')) writeTags(db, id, [])
    db.run('DELETE FROM note WHERE id = ?', [id])
  })
}

function inTransaction<T>(db: Database, work: () => T): T {
  db.run('BEGIN')
  try {
    const result = work()
    db.run('COMMIT')
    return result
  } catch (error) {
    db.run('ROLLBACK')
    throw error
  }
}

/** The columns that this release's table of notes has. */
function columns(draft: Draft, shape: Shape): Readonly<Record<string, SqlValue>> {
  const now = new Date().toISOString()
  const all: Record<string, SqlValue> = {
    title: draft.title,
    body: draft.body,
    place: draft.place || null,
    ...(draft.id === undefined ? { created_at: now } : {}),
    updated_at: now,
    weather: draft.weather || null,
    temperature: draft.temperature ?? null,
    sky: draft.sky || null,
    word_count: draft.body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
    pinned: draft.pinned ? 1 : 0,
  }
  return Object.fromEntries(Object.entries(all).filter(([column]) => shape.has('note', column)))
}

function insert(db: Database, values: readonly (readonly [string, SqlValue])[]): number {
  const names = values.map(([column]) => column).join(', ')
  const marks = values.map(() => '?').join(', ')
  db.run(
    `INSERT INTO note (${names}) VALUES (${marks})`,
    values.map(([, value]) => value),
  )
  return Number(read(db, 'SELECT last_insert_rowid() AS id')[0]?.id)
}

function writeTags(db: Database, note: number, tags: readonly string[]): void {
  db.run('DELETE FROM note_tag WHERE note_id = ?', [note])
  for (const tag of tags) {
    const known = 'SELECT id FROM tag WHERE name = ? COLLATE NOCASE ORDER BY id LIMIT 1'
    if (read(db, known, [tag]).length === 0) db.run('INSERT INTO tag (name) VALUES (?)', [tag])
    db.run(`INSERT OR IGNORE INTO note_tag (note_id, tag_id) VALUES (?, (${known}))`, [note, tag])
  }
  db.run('DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM note_tag)')
}

function writeAttachments(db: Database, note: number, { attachments }: Draft): void {
  db.run('DELETE FROM attachment WHERE note_id = ?', [note])
  for (const { name, kind, size } of attachments) {
    db.run('INSERT INTO attachment (note_id, name, kind, size) VALUES (?, ?, ?, ?)', [note, name, kind, size])
  }
}
