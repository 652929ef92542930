import type { Queryable, Row, Statement } from 'limbeck'

/** A note as it travels; its id is the notebook's own. */
export interface SyncedNote {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly place?: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly tags?: readonly string[]
}

/** What a request asked for that cannot be; the words are for who asked. */
export class BadRequest extends Error {}

/** Reads a body as notes. Throws `BadRequest`. */
export function notesOf(body: unknown): readonly SyncedNote[] {
  if (!Array.isArray(body)) throw new BadRequest('Send an array of notes.')
  for (const { id, title, body: text, createdAt, updatedAt } of body as Partial<SyncedNote>[]) {
    const texts = [title, text, createdAt, updatedAt].every((field) => typeof field === 'string')
    if (!Number.isSafeInteger(id) || !texts) {
      throw new BadRequest('A note has an id, and title, body, createdAt and updatedAt as texts.')
    }
  }
  return body
}

/** The statements that keep the notes of a notebook; of two versions of a note the one that was changed last stays. */
export function keepNotes(notes: readonly SyncedNote[]): readonly Statement[] {
  return notes.flatMap(({ id, title, body, place = null, createdAt, updatedAt, tags = [] }) => [
    [
      `INSERT INTO note (id, title, body, place, created_at, updated_at, word_count) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body, place = excluded.place,
         updated_at = excluded.updated_at, word_count = excluded.word_count
       WHERE excluded.updated_at > coalesce(note.updated_at, '')`,
      ...[id, title, body, place, createdAt, updatedAt, body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0],
    ] as const,
    ...tags.flatMap((tag): Statement[] => [
      ['INSERT OR IGNORE INTO tag (name) VALUES (?)', tag],
      [
        'INSERT OR IGNORE INTO note_tag (note_id, tag_id) SELECT ?, id FROM tag WHERE name = ? COLLATE NOCASE',
        ...[id, tag],
      ],
    ]),
  ])
}

/** The notes that were changed after a moment, oldest change first; those only that have the words, where some are given. */
export async function notesSince(database: Queryable, since: string, words = ''): Promise<readonly SyncedNote[]> {
  const terms = words.match(/[\p{L}\p{N}]+/gu) ?? []
  const found = terms.length > 0 ? 'AND note.id IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)' : ''
  const rows = await database.query(
    `SELECT note.*, (SELECT json_group_array(tag.name) FROM note_tag JOIN tag ON tag.id = tag_id WHERE note_id = note.id) AS tags
     FROM note WHERE updated_at > ? ${found} ORDER BY updated_at, id`,
    [since, ...(terms.length > 0 ? [terms.map((term) => `"${term}"*`).join(' ')] : [])],
  )
  return rows.map(toNote)
}

const toNote = (row: Row): SyncedNote => ({
  id: Number(row.id),
  title: String(row.title),
  body: String(row.body),
  place: row.place === null ? null : String(row.place),
  createdAt: String(row.created_at),
  updatedAt: String(row.updated_at),
  tags: JSON.parse(String(row.tags)),
})
