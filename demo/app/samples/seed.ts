import type { Database } from 'sql.js'
import type { SampleNote } from './sample-note.js'

/** Writes notes as the schema of release 1.0 has them: tags are the last line of the body. */
export function seed1(db: Database, notes: readonly SampleNote[]): void {
  for (const { title, body, place, createdAt, tags } of notes) {
    const line = tags.length > 0 ? `Tags: ${tags.join(', ')}` : ''
    const text = [body, line].filter((part) => part !== '').join('\n\n')
    db.run('INSERT INTO note (title, body, place, created_at) VALUES (?, ?, ?, ?)', [title, text, place, createdAt])
  }
}

/** As the schema of release 2.0 has them. */
export function seed2(db: Database, notes: readonly SampleNote[]): void {
  notes.forEach((note, index) => {
    const { title, body, place, createdAt } = note
    db.run('INSERT INTO note (id, title, body, place, created_at, updated_at, weather) VALUES (?, ?, ?, ?, ?, ?, ?)', [
      index + 1,
      title,
      body,
      place,
      createdAt,
      createdAt,
      weatherLine(note),
    ])
    tag(db, index + 1, note)
  })
}

/** As the schemas of releases 3.0 and 4.0 have them. */
export function seed3(db: Database, notes: readonly SampleNote[]): void {
  seed2(db, notes)
  notes.forEach((note, index) => {
    db.run('UPDATE note SET word_count = ? WHERE id = ?', [wordCount(note), index + 1])
    attach(db, index + 1, note, (kind) => kind)
  })
}

/** As the schema of release 5.0 has them. */
export function seed5(db: Database, notes: readonly SampleNote[]): void {
  notes.forEach((note, index) => {
    const { title, body, place, createdAt, weather, pinned } = note
    db.run(
      `INSERT INTO note (id, title, body, place, created_at, updated_at, temperature, sky, word_count, pinned)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        index + 1,
        title,
        body,
        place,
        createdAt,
        createdAt,
        weather?.temperature ?? null,
        weather?.sky ?? null,
        wordCount(note),
        pinned ? 1 : 0,
      ],
    )
    tag(db, index + 1, note)
    attach(db, index + 1, note, (kind) => (kinds.includes(kind) ? kind : 'other'))
  })
}

// From release 4.0 on the index on names takes "Heron" and "heron" for the same, and the second is not inserted.
function tag(db: Database, note: number, { tags }: SampleNote): void {
  for (const name of tags) {
    db.run('INSERT OR IGNORE INTO tag (name) VALUES (?)', [name])
    db.run(
      `INSERT OR IGNORE INTO note_tag (note_id, tag_id)
       SELECT ?, id FROM tag WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC LIMIT 1`,
      [note, name, name],
    )
  }
}

const kinds = ['photo', 'sound', 'sketch', 'track']

function attach(db: Database, note: number, { attachments = [] }: SampleNote, kindOf: (kind: string) => string): void {
  for (const { name, kind, size } of attachments) {
    db.run('INSERT INTO attachment (note_id, name, kind, size) VALUES (?, ?, ?, ?)', [note, name, kindOf(kind), size])
  }
}

function weatherLine({ weather }: SampleNote): string | null {
  if (!weather) return null
  const { temperature, sky } = weather
  return temperature === undefined ? (sky ?? null) : `${temperature} °C${sky === undefined ? '' : `, ${sky}`}`
}

const wordCount = ({ body }: SampleNote): number => body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
