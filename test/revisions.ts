import { column, integer, type Operations, string, text } from 'limbeck/op'

/** Four revisions of a small notebook: tables with rows, a program that rewrites them, an index. */
export const revisions = [
  {
    revision: 'notes',
    downRevision: null,
    message: 'create notes',
    upgrade(op: Operations) {
      op.createTable('note', column('id', integer(), { primaryKey: true }), column('body', text(), { nullable: false }))
      op.bulkInsert('note', [{ body: 'heron #bird' }, { body: 'reed #plant #water' }])
    },
    downgrade: (op: Operations) => op.dropTable('note'),
  },
  {
    revision: 'titles',
    downRevision: 'notes',
    message: 'give notes a title',
    upgrade: (op: Operations) => op.addColumn('note', column('title', string(80), { nullable: false, default: '' })),
    downgrade: (op: Operations) => op.dropColumn('note', 'title'),
  },
  {
    revision: 'tags',
    downRevision: 'titles',
    message: 'move tags out of the notes',
    async upgrade(op: Operations) {
      op.createTable('tag', column('note', integer()), column('name', text()))
      for (const { id, body } of await op.query('SELECT id, body FROM note ORDER BY id')) {
        const tags = String(body).match(/#\w+/g) ?? []
        op.bulkInsert(
          'tag',
          tags.map((tag) => ({ note: id as number, name: tag.slice(1) })),
        )
        op.execute('UPDATE note SET title = ? WHERE id = ?', [String(body).replace(/ ?#\w+/g, ''), id as number])
      }
      op.assert('SELECT 1 FROM tag')
    },
    async downgrade(op: Operations) {
      op.dropTable('tag')
      op.execute("UPDATE note SET title = ''")
    },
  },
  {
    revision: 'index',
    downRevision: 'tags',
    message: 'find tags by name',
    upgrade: (op: Operations) => op.createIndex('tag_name', 'tag', ['name']),
    downgrade: (op: Operations) => op.dropIndex('tag_name'),
  },
]
