/** count words: a program */
import { column, integer, type Operations } from 'limbeck/op'

export const revision = 'a1c0ffee0004'
export const downRevision = 'a1c0ffee0003'

export async function upgrade(op: Operations) {
  const notes = await op.query('SELECT id, body FROM note')
  op.addColumn('note', column('words', integer(), { nullable: false, default: 0 }))
  for (const { id, body } of notes) {
    const words = String(body).match(/\p{L}+/gu)?.length ?? 0
    op.execute(`UPDATE note SET words = ${words} WHERE id = ${id}`)
  }
}

export const downgrade = (op: Operations) => op.dropColumn('note', 'words')
