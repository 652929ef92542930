/** attachments of known kinds */
import { column, integer, type Operations, string } from 'limbeck/op'

export const revision = '246d25f7fa44'
export const downRevision = 'd52ea25313f9'
export const branchLabels = null
export const dependsOn = null
export const message = 'attachments of known kinds'

const ofNote = { table: 'note', column: 'id', onDelete: 'CASCADE' } as const

// SQLite adds no constraint to a table that is there: the rows move to a new one. Nothing refers to this table, so
// that dropping the old one takes no other rows along.
export function upgrade(op: Operations) {
  op.createTable(
    'attachment_checked',
    column('id', integer(), { primaryKey: true }),
    column('note_id', integer(), { nullable: false, references: ofNote }),
    column('name', string(255), { nullable: false, check: "name <> ''" }),
    column('kind', string(20), {
      nullable: false,
      default: 'other',
      references: { table: 'attachment_kind', column: 'kind' },
    }),
    column('size', integer(), { nullable: false, default: 0, check: 'size >= 0' }),
  )
  op.execute(`
    INSERT INTO attachment_checked (id, note_id, name, kind, size)
    SELECT id, note_id, name, CASE WHEN kind IN (SELECT kind FROM attachment_kind) THEN kind ELSE 'other' END,
      max(coalesce(size, 0), 0) FROM attachment
  `)
  op.assert('SELECT 1 WHERE (SELECT count(*) FROM attachment) = (SELECT count(*) FROM attachment_checked)')
  op.dropTable('attachment')
  op.renameTable('attachment_checked', 'attachment')
  op.createIndex('ix_attachment_note_id', 'attachment', ['note_id'])
}

export function downgrade(op: Operations) {
  op.createTable(
    'attachment_unchecked',
    column('id', integer(), { primaryKey: true }),
    column('note_id', integer(), { nullable: false, references: ofNote }),
    column('name', string(255), { nullable: false }),
    column('kind', string(20)),
    column('size', integer()),
  )
  op.execute('INSERT INTO attachment_unchecked SELECT id, note_id, name, kind, size FROM attachment')
  op.dropTable('attachment')
  op.renameTable('attachment_unchecked', 'attachment')
  op.createIndex('ix_attachment_note_id', 'attachment', ['note_id'])
}
