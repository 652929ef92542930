/** create attachment */
import { column, integer, type Operations, string } from 'limbeck/op'

export const revision = '02f346bfa084'
export const downRevision = 'c729e77aa243'
export const branchLabels = 'attachments'
export const dependsOn = null
export const message = 'create attachment'

export function upgrade(op: Operations) {
  op.createTable(
    'attachment',
    column('id', integer(), { primaryKey: true }),
    column('note_id', integer(), {
      nullable: false,
      index: true,
      references: { table: 'note', column: 'id', onDelete: 'CASCADE' },
    }),
    column('name', string(255), { nullable: false }),
    column('kind', string(20)),
    column('size', integer()),
  )
}

export function downgrade(op: Operations) {
  op.dropTable('attachment')
}
