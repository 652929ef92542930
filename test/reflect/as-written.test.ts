import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { createTable, renderOperations } from 'limbeck/op'
import { asWritten, type ExistingTable, reflect } from 'limbeck/reflect'
import type { Engine } from '../../src/adapter.js'
import { newDatabase } from '../database.js'

/** The directive that makes a table, as far left as it goes. */
function code(table: ExistingTable | undefined, engine: Engine): string {
  const { columns, constraints, options } = asWritten(table as ExistingTable, engine)
  return renderOperations([createTable(table?.table ?? '', ...columns, ...constraints, options)])
    .code.trim()
    .replaceAll('\n  ', '\n')
}

describe('asWritten', () => {
  it('gives what a person would write, on SQLite', async () => {
    const db =
      newDatabase(`CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, email VARCHAR(320) NOT NULL UNIQUE COLLATE NOCASE);
      CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        done BOOLEAN NOT NULL DEFAULT 0,
        made DATETIME DEFAULT CURRENT_TIMESTAMP,
        person INTEGER REFERENCES person (id) ON DELETE CASCADE,
        slug TEXT CONSTRAINT own_slug UNIQUE,
        CHECK (title <> ''), UNIQUE (person, title)
      )`)
    const [note, person] = (await reflect(sqlJs(db))).tables
    assert.equal(
      code(person, 'sqlite'),
      `op.createTable(
  'person',
  column('id', integer(), { primaryKey: true, autoincrement: true }),
  column('email', string(320), { nullable: false, unique: true, collate: 'NOCASE' }),
)`,
    )
    assert.equal(
      code(note, 'sqlite'),
      `op.createTable(
  'note',
  column('id', integer(), { primaryKey: true }),
  column('title', text(), { nullable: false }),
  column('done', boolean(), { nullable: false, default: false }),
  column('made', dateTime(), { default: sql\`CURRENT_TIMESTAMP\` }),
  column('person', integer(), { references: { table: 'person', column: 'id', onDelete: 'CASCADE' } }),
  column('slug', text(), { unique: { name: 'own_slug' } }),
  unique(['person', 'title']),
  check("title <> ''"),
)`,
    )
  })

  it('gives what a person would write, on PostgreSQL', async () => {
    const db = await PGlite.create()
    await db.exec(`CREATE TABLE person (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(320) NOT NULL UNIQUE);
      CREATE TABLE note (id bigserial PRIMARY KEY, title text DEFAULT '' NOT NULL, person integer NOT NULL REFERENCES person ON DELETE CASCADE,
        made timestamptz DEFAULT now(), tags text[] DEFAULT '{}', price numeric(10, 2) CHECK (price > 0), CONSTRAINT own CHECK (title <> ''), UNIQUE (person, title))`)
    const [note, person] = (await reflect(pglite(db))).tables
    await db.close()
    assert.equal(
      code(person, 'postgresql'),
      `op.createTable(
  'person',
  column('id', integer(), { primaryKey: true, identity: { always: true } }),
  column('email', string(320), { nullable: false, unique: true }),
)`,
    )
    assert.equal(
      code(note, 'postgresql'),
      `op.createTable(
  'note',
  column('id', bigInteger(), { primaryKey: true }),
  column('title', text(), { nullable: false, default: '' }),
  column('person', integer(), {
    nullable: false,
    references: { table: 'person', column: 'id', onDelete: 'CASCADE' },
  }),
  column('made', dateTime({ timezone: true }), { default: sql\`now()\` }),
  column('tags', array(text()), { default: [] }),
  column('price', numeric(10, 2)),
  unique(['person', 'title']),
  check('price > 0::numeric'),
  check("title <> ''::text", { name: 'own' }),
)`,
    )
  })
})
