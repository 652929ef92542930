/** one tag per name */
import { type Operations, sql } from 'limbeck/op'

export const revision = 'd52ea25313f9'
export const downRevision = '5cc9a4069232'
export const branchLabels = null
export const dependsOn = null
export const message = 'one tag per name'

export function upgrade(op: Operations) {
  // "Heron" and "heron" become one tag: the one that was there first.
  op.execute(`
    INSERT OR IGNORE INTO note_tag (note_id, tag_id)
    SELECT note_id, (SELECT min(id) FROM tag AS first WHERE first.name = tag.name COLLATE NOCASE)
    FROM note_tag JOIN tag ON tag.id = note_tag.tag_id;
    DELETE FROM note_tag WHERE tag_id NOT IN (SELECT min(id) FROM tag GROUP BY name COLLATE NOCASE);
    DELETE FROM tag WHERE id NOT IN (SELECT min(id) FROM tag GROUP BY name COLLATE NOCASE);
  `)
  op.assert('SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM note_tag WHERE tag_id NOT IN (SELECT id FROM tag))')
  op.dropIndex('ix_tag_name')
  op.createIndex('uq_tag_name', 'tag', [sql`name COLLATE NOCASE`], { unique: true })
}

export function downgrade(op: Operations) {
  op.dropIndex('uq_tag_name')
  op.createIndex('ix_tag_name', 'tag', ['name'], { unique: true })
}
