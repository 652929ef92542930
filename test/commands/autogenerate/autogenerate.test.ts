import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import {
  type AutogenerateOptions,
  autogenerate,
  check,
  downgrade,
  openProject,
  type ProjectOptions,
  upgrade,
} from 'limbeck/commands'
import { column, integer, table, text } from 'limbeck/op'
import { coded, newDatabase } from '../../database.js'
import { folderWith, template } from '../../folder.js'

const note = table('note', column('id', integer(), { primaryKey: true }), column('body', text()))

const open = (
  settings: ProjectOptions['settings'],
  files: Readonly<Record<string, string>> = {},
  options: ProjectOptions = {},
) =>
  openProject({
    cwd: folderWith({ 'm/script.ts.tmpl': readFileSync(template, 'utf8'), 'm/versions/.keep': '', ...files }),
    settings: { script: 'm', url: 'sqlite:app.db', ...settings },
    variables: {},
    ...options,
  })

/** Opens the same project once more: what was written meanwhile is read. */
const again = async (project: Awaited<ReturnType<typeof open>>, settings = project.settings) =>
  openProject({ cwd: project.cwd, settings, variables: {} })

const versions = (cwd: string) => readdirSync(join(cwd, 'm/versions')).filter((name) => name !== '.keep')

describe('autogenerate', () => {
  it('writes what leads to the target, after which nothing differs', async () => {
    const project = await open({ target: note })
    const { revisions, databases } = await autogenerate(project, { message: 'notes' })
    assert.deepEqual(
      databases[0]?.differences.map(({ kind }) => kind),
      ['addTable'],
    )
    assert.match(revisions[0]?.file ?? '', /_notes\.ts$/)
    await upgrade(await again(project), 'head')
    const [found] = await check(await again(project))
    assert.deepEqual([found?.atHead, found?.difference?.differences], [true, []])
  })
  it('opens no database with shadow', async () => {
    const project = await open({ target: note, url: 'sqlite:no/such/folder.db' })
    await autogenerate(project, {}, { shadow: true })
    const [found] = await check(await again(project), { shadow: true })
    assert.deepEqual(
      [found?.database, found?.atHead, found?.difference?.differences],
      ['sqlite:no/such/folder.db', undefined, []],
    )
  })
  it('works on the database of a program, and leaves out what is not the schema: rows, and version tables', async () => {
    const db = newDatabase()
    db.exec("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO note VALUES (1, 'kept')")
    db.exec('CREATE TABLE mine (version_num VARCHAR(32) NOT NULL)')
    const project = await open({ target: note, versionTable: 'mine' }, {}, { connection: sqlJs(db) })
    assert.deepEqual((await check(project))[0]?.difference?.differences, [])
  })

  describe('asks what was renamed', () => {
    const before = 'CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT, name TEXT)'
    const target = [
      table('memo', column('id', integer(), { primaryKey: true }), column('text', text()), column('title', text())),
    ]
    const renamed = async (options: AutogenerateOptions) => {
      const db = newDatabase()
      db.exec(before)
      const project = await open({ target }, {}, { connection: sqlJs(db) })
      const { databases } = await autogenerate(project, {}, options)
      return databases[0]?.differences.map(({ message }) => message)
    }
    it('from the likeliest on, and what follows from an answer', async () => {
      const asked: string[] = []
      const ask = async ({ kind, from, to }: { kind: string; from: string; to: string }) => {
        asked.push(`${kind} ${from} ${to}`)
        return from !== 'name'
      }
      assert.deepEqual(await renamed({ ask, renames: ['note:memo'] }), [
        "Renamed table 'note' to 'memo'",
        "Renamed column 'memo.body' to 'text'",
        "Added column 'memo.title'",
        "Removed column 'memo.name'",
      ])
      assert.deepEqual(asked.sort(), ['column body text', 'column name title'])
    })
    it('unless it was told, also that nothing was', async () => {
      const ask = async () => assert.fail('it asked')
      const renames = ['note:memo', 'note.body:text', 'note.name:title']
      assert.equal((await renamed({ ask, renames }))?.length, 3)
      assert.equal((await renamed({ ask, renames: ['note:memo', 'memo.body:text', 'memo.name:title'] }))?.length, 3)
      assert.equal((await renamed({ ask, noRename: true }))?.length, 2)
    })
    it('and writes nothing where nobody can be asked', async () => {
      const db = newDatabase()
      db.exec(before)
      const project = await open({ target }, {}, { connection: sqlJs(db) })
      const words =
        /^The column memo\.name may be called title now, or be gone\. The column .* Say so with (--rename memo\.name:title) (--rename memo\.body:text), or --no-rename\.$/
      await assert.rejects(autogenerate(project, {}, { renames: ['note:memo'] }), coded('rename-undecided', words))
      assert.deepEqual(versions(project.cwd), [])
    })
  })

  describe('has its last word from processRevisionDirectives', () => {
    it('which may leave nothing to write', async () => {
      const project = await open(
        { processRevisionDirectives: (all) => all.filter(({ upgrade }) => upgrade.length > 0), target: 's.sql' },
        { 's.sql': '' },
      )
      const { revisions } = await autogenerate(project)
      assert.deepEqual([revisions, versions(project.cwd)], [[], []])
    })
    it('or change what a revision is, or make several of it', async () => {
      const project = await open({
        target: note,
        processRevisionDirectives: ([migration]) =>
          migration
            ? [
                { ...migration, message: `${migration.message}, again`, revision: 'aaaa', branchLabels: ['shop'] },
                { upgrade: [], downgrade: [], message: 'after it', revision: 'bbbb', head: 'base' },
              ]
            : [],
      })
      const { revisions } = await autogenerate(project, { message: 'notes' })
      assert.deepEqual(
        revisions.map(({ revision, message, labels }) => [revision, message, labels]),
        [
          ['aaaa', 'notes, again', ['shop']],
          ['bbbb', 'after it', []],
        ],
      )
    })
  })

  it('hears what takes part, from the configuration, and from env.ts before it', async () => {
    const db = newDatabase()
    db.exec(
      'CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB DEFAULT 1); CREATE TABLE other (x); CREATE TABLE mine (x)',
    )
    const connection = sqlJs(db)
    const settings = { target: note, includeName: (name: string | undefined) => name !== 'other', compareType: false }
    const kinds = async (project: Awaited<ReturnType<typeof open>>) =>
      (await check(project))[0]?.difference?.differences.map(({ message }) => message)
    assert.deepEqual(
      await kinds(await open(settings, {}, { connection })),
      ["Changed default of column 'note.body' from 1 to none", "Removed table 'mine'"].sort().reverse(),
    )
    const env = `export default async ({ connection, run }) => run({ adapter: connection, compareServerDefault: false, includeName: (name) => name !== 'mine' && name !== 'other' })`
    assert.deepEqual(await kinds(await open(settings, { 'm/env.js': env }, { connection })), [])
  })

  it('writes the functions of several databases into one revision, each by its own target', async () => {
    const files = {
      'm/script.ts.tmpl': readFileSync('src/templates/multidb/script.ts.tmpl', 'utf8'),
      'users.sql': 'CREATE TABLE user (name TEXT);',
      'sales.sql': 'CREATE TABLE sale (price NUMERIC(8, 2));',
      'm/env.js': `export default async ({ config, run }) => {
  for (const name of ['users', 'sales']) await run({ name, url: \`sqlite:\${name}.db\`, target: \`\${name}.sql\` })
}`,
    }
    const project = await open({}, files)
    const { revisions, databases } = await autogenerate(project, { revision: 'aaaa' })
    assert.deepEqual(
      databases.map(({ name, differences }) => [name, differences.length]),
      [
        ['users', 1],
        ['sales', 1],
      ],
    )
    const text = readFileSync(revisions[0]?.file ?? '', 'utf8')
    assert.match(text, /import \{ column, numeric, type Operations, text \} from 'limbeck\/op'/)
    assert.match(text, /upgrade_users\(op: Operations\) \{\n.*\n {2}op\.createTable\('user'/)
    assert.match(text, /downgrade_sales\(op: Operations\) \{\n.*\n.*\n {2}op\.dropTable\('sale'\)/)
    await upgrade(await again(project), 'head')
    assert.deepEqual(
      (await check(await again(project))).map((one) => [one.name, one.difference?.differences]),
      [
        ['users', []],
        ['sales', []],
      ],
    )
  })

  it('writes SQL, by a template of its own where there is one', async () => {
    const target = ['s.sql']
    const source = 'CREATE TABLE t (x);\nCREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END;\n'
    for (const files of [{}, { 'm/script.sql.tmpl': readFileSync('src/templates/generic/script.sql.tmpl', 'utf8') }]) {
      const project = await open({ target }, { 's.sql': source, ...files })
      await autogenerate(project, { format: 'sql', message: 'with a trigger' })
      await upgrade(await again(project), 'head')
      assert.deepEqual((await check(await again(project)))[0]?.difference?.differences, [])
    }
  })

  describe('writes in SQL what makes tables of SQLite anew', () => {
    const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
      'a type, in a table that another refers to, with an index and a trigger': [
        `CREATE TABLE note (id INTEGER PRIMARY KEY, body INT, CHECK (body > 0)); CREATE INDEX  i ON note(body);
         CREATE TABLE tag (id INTEGER PRIMARY KEY, note INT REFERENCES note);
         CREATE TRIGGER gone AFTER DELETE ON note BEGIN DELETE FROM tag WHERE note = old.id; END;
         INSERT INTO note VALUES (1, 5); INSERT INTO tag VALUES (1, 1)`,
        `CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL); CREATE INDEX  i ON note(body);
         CREATE TABLE tag (id INTEGER PRIMARY KEY, note INT REFERENCES note, name TEXT);
         CREATE TRIGGER gone AFTER DELETE ON note BEGIN DELETE FROM tag WHERE note = old.id; END`,
      ],
      'tables in a circle, and counters': [
        `CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b INT REFERENCES b, x INT);
         CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a, me INT REFERENCES b);
         INSERT INTO b VALUES (1, NULL, 1); INSERT INTO a VALUES (7, 1, 3); UPDATE b SET a = 7`,
        `CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b INT REFERENCES b ON DELETE CASCADE, x TEXT DEFAULT 'x');
         CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a, me INT REFERENCES b, UNIQUE (a, me))`,
      ],
      'one table without a reference, twice': [
        'CREATE TABLE t (k TEXT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 2)',
        'CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT, w REAL DEFAULT 1.5 CHECK (w > 0)) WITHOUT ROWID, STRICT',
      ],
    }
    for (const [what, [before, after]] of Object.entries(cases)) {
      for (const keys of ['ON', 'OFF']) {
        it(`${what}, foreign keys ${keys}: there, back and there again`, async () => {
          const db = newDatabase(before)
          db.exec(`PRAGMA foreign_keys = ${keys}`)
          const rows = () => JSON.stringify(db.exec('SELECT name FROM sqlite_sequence'))
          const project = await open({ target: 't.sql' }, { 't.sql': after }, { connection: sqlJs(db) })
          const sequences = /AUTOINCREMENT/.test(before) ? rows() : undefined
          const reopened = () =>
            openProject({ cwd: project.cwd, settings: project.settings, connection: sqlJs(db), variables: {} })
          await autogenerate(project, { format: 'sql', revision: 'aaaa' })
          assert.match(
            readFileSync(join(project.cwd, 'm/versions', versions(project.cwd)[0] as string), 'utf8'),
            /_limbeck_new_/,
          )
          for (const _ of [1, 2]) {
            await upgrade(await reopened(), 'head')
            assert.deepEqual((await check(await reopened()))[0]?.difference?.differences, [])
            assert.deepEqual(db.exec('PRAGMA foreign_key_check'), [])
            await downgrade(await reopened(), 'base')
          }
          if (sequences) assert.equal(rows(), sequences)
        })
      }
    }
  })
  it('needs a target, and a database that has every revision', async () => {
    await assert.rejects(
      autogenerate(await open({})),
      coded('invalid-configuration', /The settings: there is no target to compare with/),
    )
    const project = await open({ target: note })
    await autogenerate(project, { revision: 'aaaa' })
    const behind = /^Target database is not up to date\. sqlite:app\.db is at base, the heads are aaaa\.$/
    await assert.rejects(autogenerate(await again(project)), coded('not-at-head', behind))
    assert.ok(!existsSync(join(project.cwd, 'app.db')))
  })
})
