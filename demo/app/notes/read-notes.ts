import type { Database, SqlValue } from 'sql.js'
import type { Attachment, ListedNote, Note } from './note.js'
import { type Row, read, type Shape, shapeOf } from './shape.js'

/**
 * The notes that match, newest first, pinned ones before; all of them when `search` is empty. Works on the schema of
 * every release, so that a notebook whose upgrade failed can still be read.
 */
export function listNotes(db: Database, search: string): readonly ListedNote[] {
  const shape = shapeOf(db)
  if (!shape.has('note')) return []
  const words = search.match(/[\p{L}\p{N}]+/gu) ?? []
  const pinned = shape.has('note', 'pinned') ? 'note.pinned' : '0'
  const { joins, where, excerpt, params } = matching(shape, words)
  const rows = read(
    db,
    `SELECT note.id, note.title, ${excerpt} AS excerpt, note.place, note.created_at, ${pinned} AS pinned
     FROM note ${joins} WHERE ${where} ORDER BY pinned DESC, note.created_at DESC, note.id DESC`,
    params,
  )
  return rows.map((row) => ({
    id: Number(row.id),
    title: String(row.title),
    excerpt: String(row.excerpt ?? ''),
    place: String(row.place ?? ''),
    createdAt: String(row.created_at),
    pinned: row.pinned === 1,
  }))
}

interface Matching {
  readonly joins: string
  readonly where: string
  readonly excerpt: string
  readonly params: readonly SqlValue[]
}

function matching(shape: Shape, words: readonly string[]): Matching {
  const start = 'substr(note.body, 1, 140)'
  if (words.length === 0) return { joins: '', where: '1', excerpt: start, params: [] }
  const tagged = shape.has('note_tag')
    ? `OR note.id IN (SELECT note_id FROM note_tag JOIN tag ON tag.id = tag_id WHERE tag.name LIKE ?)`
    : ''
  const tag = tagged === '' ? [] : [`${words.join('%')}%`]
  if (shape.has('note_fts')) {
    return {
      joins: `LEFT JOIN (SELECT docid, snippet(note_fts, '\u0001', '\u0002', '…', 1, 18) AS found
              FROM note_fts WHERE note_fts MATCH ?) AS hit ON hit.docid = note.id`,
      where: `(hit.docid IS NOT NULL ${tagged})`,
      excerpt: `coalesce(hit.found, ${start})`,
      params: [words.map((word) => `"${word}*"`).join(' '), ...tag],
    }
  }
  const texts = "note.title || ' ' || note.body || ' ' || coalesce(note.place, '')"
  const every = words.map(() => `${texts} LIKE ?`).join(' AND ')
  const params = [...words.map((word) => `%${word}%`), ...tag]
  return { joins: '', where: `(${every} ${tagged})`, excerpt: start, params }
}

/** One note with all that belongs to it. */
export function readNote(db: Database, id: number): Note | undefined {
  const shape = shapeOf(db)
  const row = shape.has('note') ? read(db, 'SELECT * FROM note WHERE id = ?', [id])[0] : undefined
  if (!row) return undefined
  const temperature = typeof row.temperature === 'number' ? row.temperature : undefined
  const sky = text(row, 'sky')
  const parts = [temperature === undefined ? undefined : `${temperature} °C`, sky].filter((part) => part !== undefined)
  return {
    id,
    title: String(row.title),
    body: String(row.body),
    place: text(row, 'place') ?? '',
    createdAt: String(row.created_at),
    updatedAt: text(row, 'updated_at'),
    weather: parts.length > 0 ? parts.join(', ') : text(row, 'weather'),
    temperature,
    sky,
    words: typeof row.word_count === 'number' ? row.word_count : undefined,
    pinned: row.pinned === 1,
    tags: shape.has('note_tag') ? tagsOf(db, id) : [],
    attachments: shape.has('attachment') ? attachmentsOf(db, id) : [],
  }
}

const text = (row: Row, column: string): string | undefined =>
  typeof row[column] === 'string' && row[column] !== '' ? row[column] : undefined

const tagsOf = (db: Database, id: number): readonly string[] =>
  read(db, 'SELECT name FROM tag JOIN note_tag ON tag_id = tag.id WHERE note_id = ? ORDER BY lower(name)', [id]).map(
    ({ name }) => String(name),
  )

const attachmentsOf = (db: Database, id: number): readonly Attachment[] =>
  read(db, 'SELECT name, kind, size FROM attachment WHERE note_id = ? ORDER BY id', [id]).map(
    ({ name, kind, size }) => ({ name: String(name), kind: String(kind ?? 'other'), size: Number(size ?? 0) }),
  )
