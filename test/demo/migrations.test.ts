import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { current, downgrade, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import initSqlJs, { type Database, type SqlValue } from 'sql.js'
import './sql-as-text.js'

const { migrations } = await import('../../demo/app/migrations/index.js')
const { releases } = await import('../../demo/app/releases.js')
const { buildStore } = await import('../../demo/app/store/build-store.js')

const SQL = await initSqlJs()

type Row = Record<string, SqlValue>

function read(db: Database, sql: string): Row[] {
  const [result] = db.exec(sql)
  return (result?.values ?? []).map((values) =>
    Object.fromEntries(values.map((value, at) => [result?.columns[at] as string, value])),
  )
}

/** What a schema means, without the order that columns were added in and without the spelling of its SQL. */
function schema(db: Database): Record<string, unknown> {
  const ours = "name NOT LIKE 'limbeck_%' AND name NOT LIKE 'sqlite_%'"
  const tables = read(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND ${ours} ORDER BY name`)
  const described = tables.map(({ name }) => {
    const columns = read(
      db,
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${name}') ORDER BY name`,
    )
    const indexes = read(db, `SELECT name, "unique", partial FROM pragma_index_list('${name}') ORDER BY name`)
    const keys = read(db, `SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list('${name}')`)
    return [name, { columns, indexes, keys }]
  })
  const triggers = read(db, `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name`)
  return { ...Object.fromEntries(described), triggers }
}

const texts = (db: Database): Row[] => read(db, 'SELECT type, name, sql FROM sqlite_master ORDER BY type, name')

/** Notes at head, with their tags, by title. */
const notes = (db: Database): Row[] =>
  read(
    db,
    `SELECT title, body, place, created_at, lower(group_concat(name, ', ')) AS tags FROM (
       SELECT note.id, title, body, place, created_at, name FROM note
       LEFT JOIN note_tag ON note_tag.note_id = note.id LEFT JOIN tag ON tag.id = note_tag.tag_id ORDER BY tag.name
     ) GROUP BY id ORDER BY title`,
  )

const byTitle = (one: { title: string }, other: { title: string }) => (one.title < other.title ? -1 : 1)

async function fresh(): Promise<Database> {
  const db = new SQL.Database()
  await upgrade(sqlJs(db), migrations, 'head')
  return db
}

describe('the notebook of each release', () => {
  for (const release of releases) {
    describe(release.name, () => {
      const expected = [...release.notes].sort(byTitle).map(({ title, body, place, createdAt, tags }) => ({
        title,
        body,
        place,
        created_at: createdAt,
        tags:
          tags.length > 0
            ? tags
                .map((tag) => tag.toLowerCase())
                .sort()
                .join(', ')
            : null,
      }))
      const open = async () => new SQL.Database(await buildStore(SQL, migrations, release))

      test('stands at the heads of its release', async () => {
        assert.deepEqual(await current(sqlJs(await open()), migrations), [...release.heads].sort())
      })

      test('keeps every note on the way to head', async () => {
        const db = await open()
        await upgrade(sqlJs(db), migrations, 'head')
        assert.deepEqual(notes(db), expected)
        assert.deepEqual(read(db, 'PRAGMA foreign_key_check'), [])
        assert.deepEqual(read(db, 'PRAGMA integrity_check'), [{ integrity_check: 'ok' }])
      })

      test('has the schema of a fresh notebook at head, to the letter', async () => {
        const db = await open()
        await upgrade(sqlJs(db), migrations, 'head')
        assert.deepEqual(texts(db), texts(await fresh()))
      })

      test('goes back to its release and up again', async () => {
        const db = await open()
        const [before, rows] = [schema(db), read(db, 'SELECT id, title, place, created_at FROM note ORDER BY id')]
        await upgrade(sqlJs(db), migrations, 'head')
        await downgrade(sqlJs(db), migrations, release.heads)
        assert.deepEqual(schema(db), before)
        assert.deepEqual(read(db, 'SELECT id, title, place, created_at FROM note ORDER BY id'), rows)
        await upgrade(sqlJs(db), migrations, 'head')
        assert.deepEqual(notes(db), expected)
        assert.deepEqual(schema(db), schema(await fresh()))
      })

      test('goes down to base and leaves nothing but the two tables of Limbeck', async () => {
        const db = await open()
        await upgrade(sqlJs(db), migrations, 'head')
        await downgrade(sqlJs(db), migrations, 'base')
        assert.deepEqual(read(db, "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"), [
          { name: 'limbeck_journal' },
          { name: 'limbeck_version' },
        ])
      })
    })
  }
})

test('bodies of release 1.0 come back as they were written', async () => {
  const db = new SQL.Database(await buildStore(SQL, migrations, releases[0] as (typeof releases)[0]))
  const before = read(db, 'SELECT id, body FROM note ORDER BY id')
  await upgrade(sqlJs(db), migrations, 'head')
  await downgrade(sqlJs(db), migrations, releases[0]?.heads ?? [])
  const sorted = (body: SqlValue | undefined) =>
    String(body)
      .split(/[\n, ]+/)
      .sort()
      .join(' ')
  assert.deepEqual(
    read(db, 'SELECT id, body FROM note ORDER BY id').map(({ id, body }) => [id, sorted(body)]),
    before.map(({ id, body }) => [id, sorted(body)]),
  )
})

test('tags are read however they were written', async () => {
  const db = new SQL.Database()
  await upgrade(sqlJs(db), migrations, releases[0]?.heads ?? [])
  const insert = 'INSERT INTO note (id, title, body, created_at) VALUES (?, ?, ?, ?)'
  db.run(insert, [1, 'sloppy', 'Two owls.\nTAGS:Owl,  night ,, owl,\n', '2021-01-01'])
  db.run(insert, [2, 'in the middle', 'Tags: are what I should write more often.\nNext day.', '2021-01-02'])
  db.run(insert, [3, 'tags alone', 'tags: owl', '2021-01-03'])
  await upgrade(sqlJs(db), migrations, 'head')
  assert.deepEqual(
    notes(db).map(({ title, body, tags }) => [title, body, tags]),
    [
      ['in the middle', 'Tags: are what I should write more often.\nNext day.', null],
      ['sloppy', 'Two owls.', 'night, owl'],
      ['tags alone', '', 'owl'],
    ],
  )
})

test('weather comes back from temperature and sky', async () => {
  const written = ['14 °C, overcast', '-6 °C', '4.5 °C, ground mist', '10 °C, a, b', 'warm', '100 °C', null]
  const db = new SQL.Database()
  await upgrade(sqlJs(db), migrations, '5cc9a4069232')
  for (const weather of written) {
    db.run("INSERT INTO note (title, created_at, weather) VALUES ('w', '2023-01-01', ?)", [weather])
  }
  await upgrade(sqlJs(db), migrations, 'head')
  assert.deepEqual(read(db, 'SELECT temperature, sky FROM note ORDER BY id LIMIT 3'), [
    { temperature: 14, sky: 'overcast' },
    { temperature: -6, sky: null },
    { temperature: 4.5, sky: 'ground mist' },
  ])
  await downgrade(sqlJs(db), migrations, '5cc9a4069232')
  assert.deepEqual(
    read(db, 'SELECT weather FROM note ORDER BY id').map(({ weather }) => weather),
    written,
  )
})

test('doubled tag names become one, and each note keeps its own', async () => {
  const db = new SQL.Database(await buildStore(SQL, migrations, releases[2] as (typeof releases)[0]))
  assert.deepEqual(read(db, "SELECT name FROM tag WHERE name LIKE 'heron' ORDER BY id"), [
    { name: 'heron' },
    { name: 'Heron' },
  ])
  await upgrade(sqlJs(db), migrations, 'head')
  assert.deepEqual(
    read(
      db,
      "SELECT name, count(*) AS notes FROM tag JOIN note_tag ON tag_id = id WHERE name LIKE 'heron' GROUP BY id",
    ),
    [{ name: 'heron', notes: 2 }],
  )
  assert.throws(() => db.run("INSERT INTO tag (name) VALUES ('HERON')"), /UNIQUE/)
})

test('attachments of unknown kinds become other files, and the checks hold', async () => {
  const db = new SQL.Database(await buildStore(SQL, migrations, releases[2] as (typeof releases)[0]))
  assert.deepEqual(read(db, "SELECT kind FROM attachment WHERE name = 'flock.mov'"), [{ kind: 'video' }])
  await upgrade(sqlJs(db), migrations, 'head')
  assert.deepEqual(read(db, "SELECT kind FROM attachment WHERE name = 'flock.mov'"), [{ kind: 'other' }])
  assert.throws(() => db.run("INSERT INTO attachment (note_id, name, size) VALUES (1, 'x', -1)"), /CHECK/)
})

test('the full-text index follows every change', async () => {
  const db = await fresh()
  const found = (words: string) => read(db, `SELECT docid FROM note_fts WHERE note_fts MATCH '${words}'`).length
  db.run("INSERT INTO note (title, body, created_at) VALUES ('Dipper', 'under the bridge', '2025-01-01')")
  assert.equal(found('bridge'), 1)
  db.run("UPDATE note SET body = 'on the weir'")
  assert.deepEqual([found('bridge'), found('weir'), found('dip*')], [0, 1, 1])
  db.run('DELETE FROM note')
  assert.equal(found('dipper'), 0)
})
