/** create tag */
import { column, integer, type Operations, primaryKey, string } from 'limbeck/op'

export const revision = 'fa35d49e26fe'
export const downRevision = 'b217e2df0b67'
export const branchLabels = null
export const dependsOn = null
export const message = 'create tag'

export function upgrade(op: Operations) {
  op.createTable(
    'tag',
    column('id', integer(), { primaryKey: true }),
    column('name', string(60), { nullable: false, unique: true, index: true }),
  )
  op.createTable(
    'note_tag',
    column('note_id', integer(), {
      nullable: false,
      references: { table: 'note', column: 'id', onDelete: 'CASCADE' },
    }),
    column('tag_id', integer(), {
      nullable: false,
      index: true,
      references: { table: 'tag', column: 'id', onDelete: 'CASCADE' },
    }),
    primaryKey(['note_id', 'tag_id']),
    { withoutRowid: true },
  )
}

export function downgrade(op: Operations) {
  op.dropTable('note_tag')
  op.dropTable('tag')
}
