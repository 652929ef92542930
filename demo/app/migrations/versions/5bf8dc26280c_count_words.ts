/** count words */
import { column, integer, type Operations } from 'limbeck/op'

export const revision = '5bf8dc26280c'
export const downRevision = 'c5e292c49a6d'
export const branchLabels = null
export const dependsOn = null
export const message = 'count words'

export async function upgrade(op: Operations) {
  // Counted here because SQLite cannot split text into words; read first because D1 shows no program what it wrote.
  const notes = await op.query('SELECT id, body FROM note')
  op.addColumn('note', column('word_count', integer(), { nullable: false, default: 0 }))
  for (const { id, body } of notes) {
    const words = String(body).match(/[\p{L}\p{N}]+/gu)?.length ?? 0
    op.execute('UPDATE note SET word_count = ? WHERE id = ?', [words, id as number])
  }
}

export function downgrade(op: Operations) {
  op.dropColumn('note', 'word_count')
}
