import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { check, column, createTable, foreignKey, integer, primaryKey, sql, string, text, unique } from 'limbeck/op'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { apply, columns, newDatabase, objects, rows, values } from '../database.js'

describe('createTable', () => {
  it('makes columns with type, nullability and default', async () => {
    const db = newDatabase()
    await apply(
      db,
      createTable(
        'note',
        column('id', integer(), { primaryKey: true }),
        column('title', string(80), { nullable: false, default: "it's" }),
        column('body', text()),
        column('made', text(), { default: sql`lower('NOW')` }),
      ),
    )
    assert.deepEqual(columns(db, 'note'), [
      ['id', 'INTEGER', 1, null, 1],
      ['title', 'VARCHAR(80)', 1, "'it''s'", 0],
      ['body', 'TEXT', 0, null, 0],
      ['made', 'TEXT', 0, "lower('NOW')", 0],
    ])
    db.run('INSERT INTO note (body) VALUES (NULL)')
    assert.deepEqual(rows(db, 'SELECT * FROM note'), [[1, "it's", null, 'now']])
  })

  it('makes one primary key of all columns that ask for it', async () => {
    const db = newDatabase()
    const key = { primaryKey: true }
    await apply(db, createTable('seat', column('row', integer(), key), column('nr', integer(), key)))
    assert.deepEqual(
      columns(db, 'seat').map(([name, , notNull, , pk]) => [name, notNull, pk]),
      [
        ['row', 1, 1],
        ['nr', 1, 2],
      ],
    )
  })

  it('makes constraints, with their names', async () => {
    const db = newDatabase('CREATE TABLE shelf (a, b, PRIMARY KEY (a, b))')
    await apply(
      db,
      createTable(
        'book',
        column('a', integer()),
        column('b', integer()),
        primaryKey(['a'], { name: 'book_key' }),
        unique(['b', 'a']),
        check("b <> ';'", { name: "it's fine" }),
        foreignKey(['a', 'b'], 'shelf', ['a', 'b'], { onDelete: 'CASCADE', onUpdate: 'SET NULL' }),
      ),
    )
    assert.deepEqual(rows(db, 'SELECT "table", "from", on_delete, on_update FROM pragma_foreign_key_list(\'book\')'), [
      ['shelf', 'a', 'CASCADE', 'SET NULL'],
      ['shelf', 'b', 'CASCADE', 'SET NULL'],
    ])
    assert.throws(() => db.run("INSERT INTO book VALUES (1, ';')"), /CHECK constraint failed: it's fine/)
    assert.deepEqual(values(db, "SELECT origin FROM pragma_index_list('book') ORDER BY origin"), ['u'])
    assert.match(
      String(values(db, "SELECT sql FROM sqlite_master WHERE name = 'book'")),
      /CONSTRAINT book_key PRIMARY KEY/,
    )
  })

  it('makes what columns ask for: references, checks, collations, uniqueness and indexes', async () => {
    const db = newDatabase('CREATE TABLE author (id INTEGER PRIMARY KEY)')
    await apply(
      db,
      createTable(
        'book',
        column('author', integer(), {
          references: { table: 'author', column: 'id', onDelete: 'RESTRICT' },
          index: true,
        }),
        column('isbn', text(), { unique: true, collate: 'NOCASE' }),
        column('slug', text(), { unique: true, index: true }),
        column('pages', integer(), { check: 'pages > 0' }),
      ),
    )
    assert.deepEqual(rows(db, 'SELECT "table", "to", on_delete FROM pragma_foreign_key_list(\'book\')'), [
      ['author', 'id', 'RESTRICT'],
    ])
    assert.deepEqual(rows(db, 'SELECT name, "unique", origin FROM pragma_index_list(\'book\') ORDER BY name'), [
      ['ix_book_author', 0, 'c'],
      ['ix_book_slug', 1, 'c'],
      ['sqlite_autoindex_book_1', 1, 'u'],
    ])
    db.run("INSERT INTO book (isbn) VALUES ('abc')")
    assert.throws(() => db.run("INSERT INTO book (isbn) VALUES ('ABC')"), /UNIQUE/)
    assert.throws(() => db.run('INSERT INTO book (pages) VALUES (0)'), /CHECK/)
  })

  it('makes STRICT tables and tables WITHOUT ROWID, and none twice', async () => {
    const db = newDatabase()
    const key = column('id', integer(), { primaryKey: true })
    const made = createTable('t', key, { strict: true, withoutRowid: true, ifNotExists: true })
    await apply(db, made, made)
    assert.deepEqual(rows(db, "SELECT strict, wr FROM pragma_table_list('t')"), [[1, 1]])
    await assert.rejects(apply(db, createTable('t', key)), /already exists/)
  })

  it('takes reserved words and names with quotes, semicolons, spaces and capitals', async () => {
    for (const name of ['order', 'Group', 'a "b"; c', "it's", 'ä', '1st', '[x]', '`y`']) {
      const db = newDatabase()
      await apply(db, createTable(name, column(name, integer(), { primaryKey: true })))
      assert.deepEqual(objects(db), [name])
      assert.deepEqual(columns(db, name), [[name, 'INTEGER', 1, null, 1]])
    }
  })

  it('is undone by dropTable', async () => {
    const db = newDatabase()
    const made = createTable('select', column('a', integer(), { index: true }))
    await apply(db, made)
    await apply(db, ...(made.reverse?.() ?? assert.fail()))
    assert.deepEqual(objects(db), [])
  })

  it('refuses a default with parameters', () => {
    const made = createTable('t', column('a', integer(), { default: sql`1 + ${1}` }))
    assert.throws(() => made.toSql(sqlite), { code: 'invalid-operation', message: /default of 'a'/ })
  })
})
