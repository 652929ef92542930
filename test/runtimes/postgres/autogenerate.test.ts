import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Client } from 'pg'
import { runCli } from '../../cli/run-cli.js'
import { folderWith, put, template } from '../../folder.js'
import { type Cluster, findPostgres, startCluster } from './start-cluster.js'

const schema =
  `import { column, dateTime, enumeration, execute, foreignKey, index, integer, jsonb, sql, string, table } from 'limbeck/op'

const mood = enumeration('mood', ['glad', 'sad'])
export const note = table('note',
  column('id', integer(), { primaryKey: true, identity: {} }),
  column('title', string(80), { nullable: false, default: 'untitled', comment: 'what it is about' }),
  column('mood', mood),
  column('made', dateTime({ timezone: true }), { nullable: false, default: sql\`now()\` }),
  column('more', jsonb()),
  index('note_more', ['more'], { using: 'gin' }))
export const tag = table('tag',
  column('note', integer(), { nullable: false }),
  column('name', string(20), { nullable: false, unique: true }),
  foreignKey(['note'], 'note', ['id'], { onDelete: 'CASCADE', name: 'tag_of' }),
  { schema: 'app' })
export const short = execute("CREATE VIEW short AS SELECT id FROM note WHERE length(title) < 10")
`.replace("{ onDelete: 'CASCADE', name: 'tag_of' }", "{ onDelete: 'CASCADE', name: 'tag_of', schema: 'public' }")

const rich = `CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE SEQUENCE counter START 5;
CREATE TABLE note (
  id serial PRIMARY KEY, n integer GENERATED ALWAYS AS IDENTITY, body text DEFAULT 'x' CHECK (length(body) > 0), m mood,
  made timestamptz DEFAULT now(), price numeric(8,2), list integer[] DEFAULT '{}', UNIQUE (body, m));
CREATE TABLE app.tag (
  note integer REFERENCES note ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, name varchar(20) NOT NULL,
  PRIMARY KEY (note, name));
CREATE INDEX ON note (lower(body)) WHERE m = 'glad';
CREATE INDEX ON note USING gin (list);
CREATE VIEW tagged AS SELECT note.id, tag.name FROM note JOIN app.tag ON tag.note = note.id;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM note;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.made := now(); RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON TABLE note IS 'notes'; COMMENT ON COLUMN note.body IS 'it''s what it says'`

describe('autogenerate on a PostgreSQL server', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  /** A project on a new database. */
  async function project(settings: object, files: Readonly<Record<string, string>> = {}) {
    const at = await cluster.database()
    const url = `postgresql://postgres@localhost/${at.database}?host=${at.host}`
    const folder = folderWith({
      'limbeck.config.json': JSON.stringify({ script: 'm', url, ...settings }),
      'm/script.ts.tmpl': readFileSync(template, 'utf8'),
      'm/versions/.keep': '',
      ...files,
    })
    const run = async (sql: string) => {
      const client = new Client(at)
      await client.connect()
      await client.query(sql)
      await client.end()
    }
    return { folder, url, run }
  }

  it('makes tables in TypeScript real, and takes them back, after which nothing differs', async () => {
    const { folder, run } = await project(
      { target: 'schema.ts', includeSchemas: ['public', 'app'] },
      { 'schema.ts': schema },
    )
    await run('CREATE SCHEMA app')
    const made = await runCli(folder, 'revision', '--autogenerate', '-m', 'all of it')
    assert.match(
      made.err,
      /^Detected added table 'note'\n[\s\S]*Detected added view 'short'\n(Warning: The downgrade loses the rows of '[\w.]+'\.\n){2}$/,
    )
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    const none = { code: 0, out: 'No new upgrade operations detected.\n', err: '' }
    assert.deepEqual(await runCli(folder, 'check'), none)
    assert.equal((await runCli(folder, 'downgrade', 'base')).code, 0)
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    assert.deepEqual(await runCli(folder, 'check'), none)
    await run('ALTER TABLE note DROP COLUMN title CASCADE; ALTER TABLE app.tag ALTER name TYPE varchar(30)')
    const { out, code } = await runCli(folder, 'check')
    assert.deepEqual(
      [
        code,
        out
          .replace(/ \( (\d+) \)/g, '($1)')
          .trim()
          .split('\n')
          .sort(),
      ],
      [
        255,
        [
          "Added column 'note.title'",
          "Added view 'short'",
          "Changed type of column 'app.tag.name' from VARCHAR(30) to VARCHAR(20)",
        ],
      ],
    )
  })
  it('takes what pg_dump prints, another database, and needs none with --shadow', async () => {
    const other = await project({})
    await other.run(rich)
    const args = ['--schema-only', '--dbname', other.url]
    const dump = execFileSync(join(findPostgres(), 'pg_dump'), args, { encoding: 'utf8' })
    const { folder, url } = await project({ target: 'schema.sql', includeSchemas: true }, { 'schema.sql': dump })
    const settings = { script: 'm', url, target: other.url, includeSchemas: true }
    put(join(folder, 'other.json'), JSON.stringify(settings))
    assert.equal((await runCli(folder, 'revision', '--autogenerate', '--shadow')).code, 0)
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    for (const argv of [['check'], ['check', '--shadow'], ['-c', 'other.json', 'check']]) {
      const { code, out, err } = await runCli(folder, ...argv)
      assert.deepEqual([code, out, err], [0, 'No new upgrade operations detected.\n', ''], argv.join(' '))
    }
  })
  it('says which privileges go with what is made anew, both ways', async () => {
    const sql = (type: string) => `CREATE TABLE note (id ${type});
      CREATE VIEW plain AS SELECT id FROM note; CREATE VIEW late AS SELECT id FROM note;
      CREATE VIEW seen AS SELECT id FROM note; CREATE MATERIALIZED VIEW kept AS SELECT id FROM seen;
      CREATE VIEW columns AS SELECT id FROM note; CREATE VIEW gone AS SELECT id FROM note;
      CREATE FUNCTION mine(one seen) RETURNS integer LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION other(one seen) RETURNS integer LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION alone() RETURNS integer LANGUAGE sql AS 'SELECT 1'`
    const target = sql('bigint').replace('CREATE VIEW gone AS SELECT id FROM note;', '')
    const { folder, run } = await project({ target: 'schema.sql' }, { 'schema.sql': target })
    await run(`${sql('integer')};
        CREATE ROLE reader; GRANT SELECT ON seen, kept, gone TO reader; GRANT SELECT (id) ON columns TO reader;
        REVOKE EXECUTE ON FUNCTION mine, alone FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO reader;
        DROP VIEW plain, late; CREATE VIEW plain AS SELECT id FROM note;
        CREATE VIEW late AS SELECT id FROM note; REVOKE INSERT ON late FROM reader`)
    const { code, err } = await runCli(folder, 'revision', '--autogenerate')
    assert.equal(code, 0, err)
    const lost = (start: string) =>
      [...err.matchAll(new RegExp(`^Warning: ${start} the privileges on '(\\w+)': grant them again\\.$`, 'gm'))]
        .map(([, name]) => name)
        .sort()
    assert.deepEqual(lost('Loses'), ['columns', 'kept', 'late', 'mine', 'seen'])
    const [file = ''] = readdirSync(join(folder, 'm/versions')).filter((name) => name.endsWith('.ts'))
    const text = readFileSync(join(folder, 'm/versions', file), 'utf8')
    assert.equal(
      text.match(/\/\/ May lose data: the privileges on 'seen': grant them again\.\n.*DROP VIEW seen/g)?.length,
      2,
    )
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    await run('DROP OWNED BY reader; DROP ROLE reader')
  })
  it('names what it cannot read, and leaves it alone', async () => {
    const { folder, run } = await project(
      { target: 'schema.sql' },
      { 'schema.sql': 'CREATE TABLE note (id integer, body text); CREATE TABLE parts (n int) PARTITION BY RANGE (n);' },
    )
    await run(`CREATE TABLE note (id integer);
      CREATE TABLE parts (n integer) PARTITION BY RANGE (n);
      CREATE TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (9);
      CREATE RULE quiet AS ON DELETE TO note DO INSTEAD NOTHING;
      ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note ALTER id SET STATISTICS 7;
      CREATE POLICY mine ON note USING (id > 0);
      CREATE DOMAIN year AS integer CHECK (VALUE > 0); CREATE TYPE pair AS (a integer, b integer);
      CREATE AGGREGATE total (integer) (sfunc = int4pl, stype = integer);
      CREATE STATISTICS twofold ON (id + 1) FROM note;
      CREATE COLLATION plain (locale = 'C'); CREATE TEXT SEARCH CONFIGURATION words (copy = simple)`)
    const { code, out, err } = await runCli(folder, 'check')
    assert.deepEqual([code, out], [255, "Added column 'note.body'\n"])
    const left = [...err.matchAll(/^Warning: The (.*) of the database is left alone: .*\.$/gm)].map(([, what]) => what)
    assert.match(err, /^Warning: The domain 'year' of the database is left alone: Limbeck has no words for it\.$/m)
    assert.deepEqual(left.sort(), [
      "aggregate 'total'",
      "collation 'plain'",
      "composite type 'pair'",
      "domain 'year'",
      "partition 'part'",
      "policy 'note.mine'",
      "row security 'note'",
      "rule 'note.quiet'",
      "statistics 'twofold'",
      "statistics of a column 'note.id'",
      "text search configuration 'words'",
    ])
    const written = await runCli(folder, 'revision', '--autogenerate')
    assert.equal(written.code, 0)
    for (const what of left) assert.ok(written.err.includes(`Warning: The ${what} of the database is left alone`), what)
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    const still = [...(await runCli(folder, 'check')).err.matchAll(/^Warning: The (.*) of the database/gm)]
    assert.deepEqual(still.map(([, what]) => what).sort(), left)
  })
})
