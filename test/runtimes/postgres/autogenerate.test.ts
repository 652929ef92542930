import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { Client } from 'pg'
import { runCli } from '../../cli/run-cli.js'
import { folderWith, put, template } from '../../folder.js'
import { type Cluster, startCluster } from './start-cluster.js'

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
    assert.match(made.err, /^Detected added table 'note'\n[\s\S]*Detected added view 'short'\n$/)
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
          .replace(/ ?([()]) ?/g, '$1')
          .trim()
          .split('\n')
          .sort(),
      ],
      [
        255,
        [
          "Added column 'note.title'",
          "Added view 'short'",
          "Changed type of column 'tag.name' from VARCHAR(30) to VARCHAR(20)",
        ],
      ],
    )
  })
  it('takes a schema.sql, another database, and needs none with --shadow', async () => {
    const sql =
      "CREATE TABLE note (id serial PRIMARY KEY, body text CHECK (body <> ''));\nCREATE INDEX note_body ON note (lower(body));\n"
    const other = await project({})
    await other.run(sql)
    const { folder } = await project({ target: 'schema.sql' }, { 'schema.sql': sql })
    assert.equal((await runCli(folder, 'revision', '--autogenerate', '--shadow')).code, 0)
    assert.equal((await runCli(folder, 'upgrade', 'head')).code, 0)
    put(
      `${folder}/other.json`,
      JSON.stringify({
        script: 'm',
        url: JSON.parse(readFileSync(`${folder}/limbeck.config.json`, 'utf8')).url,
        target: other.url,
      }),
    )
    for (const argv of [['check'], ['check', '--shadow'], ['-c', 'other.json', 'check']]) {
      assert.deepEqual(
        await runCli(folder, ...argv),
        { code: 0, out: 'No new upgrade operations detected.\n', err: '' },
        argv.join(' '),
      )
    }
  })
  it('names what it cannot read, and leaves it alone', async () => {
    const { folder, run } = await project({ target: 'schema.sql' }, { 'schema.sql': 'CREATE TABLE note (id integer);' })
    await run('CREATE TABLE note (id integer); CREATE RULE quiet AS ON DELETE TO note DO INSTEAD NOTHING')
    const { code, out, err } = await runCli(folder, 'check')
    assert.deepEqual([code, out], [0, 'No new upgrade operations detected.\n'])
    assert.match(err, /^Warning: The rule 'note\.quiet' of the database is left alone: .*\n$/)
  })
})
