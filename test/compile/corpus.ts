import { type Adapter, downgrade, type Migrations, type RevisionModule, upgrade } from 'limbeck'
import {
  bigInteger,
  blob,
  boolean,
  check,
  column,
  dateTime,
  foreignKey,
  integer,
  primaryKey,
  real,
  sql,
  string,
  text,
  unique,
} from 'limbeck/op'
import { type Dump, dumpDatabase } from '../../src/compile/dump-database.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'

type Directions = Pick<RevisionModule, 'upgrade' | 'downgrade'>

/** Revisions that every database takes, each with its way back: a line. */
const everywhere: readonly Directions[] = [
  {
    upgrade(op) {
      op.createTable(
        'note',
        column('id', integer(), { primaryKey: true, autoincrement: true }),
        column('title', string(80), { nullable: false, default: 'untitled' }),
        column('size', integer()),
        check('size >= 0', { name: 'ck_size' }),
      )
      op.createIndex('ix_title', 'note', ['title'])
      op.bulkInsert('note', [
        { title: 'heron', size: 3 },
        { title: "it's a reed", size: null },
      ])
    },
    downgrade: (op) => op.dropTable('note'),
  },
  {
    upgrade(op) {
      op.createTable(
        'tag',
        column('note', integer(), { references: { table: 'note', column: 'id', onDelete: 'CASCADE' } }),
        column('name', text()),
        column('above', text()),
        primaryKey(['name']),
        foreignKey(['above'], 'tag', ['name'], { onDelete: 'SET NULL' }),
      )
      op.bulkInsert('tag', [
        { note: 1, name: 'bird', above: null },
        { note: 2, name: 'water', above: 'bird' },
      ])
    },
    downgrade: (op) => op.dropTable('tag'),
  },
  {
    // Another type takes a look at the table, and those that refer to it.
    upgrade: (op) => op.alterColumn('note', 'size', { type: bigInteger(), nullable: false, fill: 0, default: 0 }),
    downgrade: (op) => op.alterColumn('note', 'size', { type: integer(), nullable: true, default: null }),
  },
  {
    upgrade: (op) => op.addColumn('note', column('weight', real())),
    downgrade: (op) => op.dropColumn('note', 'weight'),
  },
  {
    upgrade(op) {
      op.createUniqueConstraint('uq_title', 'note', ['title', 'size'])
      op.createCheckConstraint('ck_name', 'tag', "name <> ''")
      op.execute("UPDATE note SET size = 4 WHERE title = 'heron'")
    },
    downgrade(op) {
      op.dropConstraint('ck_name', 'tag', { type: 'check' })
      op.dropConstraint('uq_title', 'note', { type: 'unique' })
    },
  },
  {
    upgrade: (op) =>
      op.batchAlterTable('note', (batch) => {
        batch.alterColumn('title', { newName: 'heading' })
        batch.addColumn(column('seen', boolean(), { nullable: false, default: false }))
        batch.dropColumn('weight')
      }),
    downgrade: (op) =>
      op.batchAlterTable('note', (batch) => {
        batch.addColumn(column('weight', real()))
        batch.dropColumn('seen')
        batch.alterColumn('heading', { newName: 'title' })
      }),
  },
  {
    async upgrade(op) {
      for (const { id, heading } of await op.query('SELECT id, heading FROM note ORDER BY id'))
        op.execute(sql`UPDATE note SET heading = ${`${heading}!`} WHERE id = ${id as number}`)
    },
    downgrade: (op) => op.execute("UPDATE note SET heading = replace(heading, '!', '')"),
  },
  {
    upgrade(op) {
      op.createTable(
        'kind',
        column('id', integer(), { primaryKey: true }),
        column('picture', blob()),
        column('at', dateTime()),
        unique(['at']),
      )
      op.bulkInsert('kind', [{ id: 1, picture: new Uint8Array([0, 1, 255]), at: new Date(Date.UTC(2020, 1, 3)) }])
      op.addColumn('note', column('kind', integer()))
      op.createForeignKey('fk_kind', 'note', 'kind', ['kind'], ['id'], { onDelete: 'SET NULL' })
      op.execute('UPDATE note SET kind = 1 WHERE id = 1')
    },
    downgrade(op) {
      op.dropConstraint('fk_kind', 'note', { type: 'foreignKey' })
      op.dropColumn('note', 'kind')
      op.dropTable('kind')
    },
  },
  {
    upgrade: (op) => op.renameTable('tag', 'label'),
    downgrade: (op) => op.renameTable('label', 'tag'),
  },
  {
    upgrade(op) {
      op.dropIndex('ix_title')
      op.alterColumn('label', 'above', { type: string(40) })
      op.dropColumn('note', 'seen')
    },
    downgrade(op) {
      op.addColumn('note', column('seen', boolean(), { nullable: false, default: false }))
      op.alterColumn('label', 'above', { type: text() })
      op.createIndex('ix_title', 'note', ['heading'])
    },
  },
  { upgrade: () => undefined, downgrade: () => undefined },
]

/** Revisions for SQLite: what only it has, and what only there is made anew. */
const onSqlite: readonly Directions[] = [
  {
    upgrade(op) {
      op.execute('CREATE TABLE "a log" (words PRIMARY KEY) WITHOUT ROWID')
      op.execute(`CREATE TRIGGER gone AFTER DELETE ON note BEGIN
        INSERT INTO "a log" VALUES ('gone ' || old.heading); -- END
      END`)
      op.execute('CREATE VIEW headings AS SELECT heading, count(*) AS many FROM note GROUP BY heading')
    },
    downgrade(op) {
      op.execute('DROP VIEW headings')
      op.execute('DROP TRIGGER gone')
      op.execute('DROP TABLE "a log"')
    },
  },
  {
    upgrade: (op) => op.alterColumn('note', 'size', { type: text() }),
    downgrade: (op) => op.alterColumn('note', 'size', { type: bigInteger() }),
  },
]

/** Where nothing can be read within a batch, this takes a compiler. */
const inTransactions: readonly Directions[] = [
  {
    upgrade(op) {
      op.renameTable('note', 'page')
      op.alterColumn('page', 'heading', { type: text(), nullable: true })
    },
    downgrade(op) {
      op.alterColumn('page', 'heading', { type: string(80), nullable: false, fill: '' })
      op.renameTable('page', 'note')
    },
  },
]

const named = (all: readonly Directions[]): readonly RevisionModule[] =>
  all.map((directions, at) => ({ revision: `r${at}`, downRevision: at === 0 ? null : `r${at - 1}`, ...directions }))

/** The line of revisions for a database. */
export const corpusFor = (engine: Adapter['engine']): readonly RevisionModule[] =>
  named([
    ...everywhere,
    ...(engine === 'postgresql' ? [] : onSqlite),
    ...(engine === 'sqlite' || engine === 'durable-object' ? inTransactions : []),
  ])

/** What a database holds after each revision on the way up, and on the way down again. */
export async function walk(
  adapter: Adapter,
  migrations: Migrations,
  ids: readonly string[],
  read: (adapter: Adapter) => Promise<unknown>,
): Promise<readonly (readonly [step: string, state: unknown])[]> {
  const states: [string, unknown][] = []
  for (const id of ids) {
    await upgrade(adapter, migrations, id)
    states.push([`up to ${id}`, await read(adapter)])
  }
  for (const [nth] of ids.entries()) {
    const id = ids[ids.length - 2 - nth] ?? 'base'
    await downgrade(adapter, migrations, id)
    states.push([`down to ${id}`, await read(adapter)])
  }
  return states
}

/** What a database holds after all revisions at once, after none of them, and after all of them again. */
export async function leap<State>(
  adapter: Adapter,
  migrations: Migrations,
  read: (adapter: Adapter) => Promise<State>,
): Promise<readonly State[]> {
  const states: State[] = []
  for (const move of [upgrade, (one: Adapter, all: Migrations) => downgrade(one, all, 'base'), upgrade]) {
    await move(adapter, migrations)
    states.push(await read(adapter))
  }
  return states
}

/** Everything that a SQLite database holds. */
export const readSqlite = (adapter: Adapter): Promise<Dump> => dumpDatabase(adapter, sqlite)

/** The same, in no order: a baseline makes the tables first. */
export const unordered = (dump: Dump): Dump => ({
  ...dump,
  objects: [...dump.objects].sort(byName),
  tables: [...dump.tables].sort(byName),
})

const byName = (one: { readonly name: string }, other: { readonly name: string }) => (one.name < other.name ? -1 : 1)
