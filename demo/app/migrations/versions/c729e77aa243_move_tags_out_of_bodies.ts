/** move tags out of bodies */
import type { Operations } from 'limbeck/op'

export const revision = 'c729e77aa243'
export const downRevision = 'fa35d49e26fe'
export const branchLabels = null
export const dependsOn = null
export const message = 'move tags out of bodies'

// Until release 2.0 people wrote their tags on the last line of a note: "Tags: heron, wetland".
const lastLine = /(?:^|\n)[ \t]*tags:([^\n]*)\s*$/i

export async function upgrade(op: Operations) {
  const ids = new Map<string, number>()
  const notes = await op.query("SELECT id, body FROM note WHERE body LIKE '%tags:%' ORDER BY id")
  for (const { id, body } of notes) {
    const line = lastLine.exec(String(body))
    if (!line) continue
    const written = (line[1] ?? '').split(',').map((name) => name.trim().toLowerCase())
    const names = [...new Set(written.filter((name) => name !== ''))]
    for (const name of names) {
      if (!ids.has(name)) {
        ids.set(name, ids.size + 1)
        op.execute('INSERT INTO tag (id, name) VALUES (?, ?)', [ids.size, name])
      }
      op.execute('INSERT INTO note_tag (note_id, tag_id) VALUES (?, ?)', [id as number, ids.get(name) as number])
    }
    const rest = String(body).slice(0, line.index).trimEnd()
    op.execute('UPDATE note SET body = ? WHERE id = ?', [rest, id as number])
  }
}

export async function downgrade(op: Operations) {
  const notes = await op.query(
    `SELECT note.id, note.body, group_concat(tag.name, ', ') AS names FROM note
     JOIN note_tag ON note_tag.note_id = note.id JOIN tag ON tag.id = note_tag.tag_id GROUP BY note.id`,
  )
  for (const { id, body, names } of notes) {
    const text = body === '' ? `Tags: ${names}` : `${body}\n\nTags: ${names}`
    op.execute('UPDATE note SET body = ? WHERE id = ?', [text, id as number])
  }
  op.execute('DELETE FROM note_tag; DELETE FROM tag')
}
