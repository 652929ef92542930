import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openDatabase } from '../../src/commands/database/open-database.js'
import { folderWith, template } from '../folder.js'
import { runCli } from './run-cli.js'

const project = (files: Readonly<Record<string, string>>) =>
  folderWith({ 'm/script.ts.tmpl': readFileSync(template, 'utf8'), 'm/versions/.keep': '', ...files })

/** The revisions of a project, in the order of their names. */
const revisions = (cwd: string, ends = '.ts') =>
  readdirSync(join(cwd, 'm/versions'))
    .filter((name) => name.endsWith(ends))
    .map((name) => readFileSync(join(cwd, 'm/versions', name), 'utf8'))

describe('renderItem', () => {
  const config = (renderItem: string) => `
import { defineConfig } from 'limbeck/config'
export default defineConfig({ script: 'm', url: 'sqlite:app.db', target: 'schema.sql', renderItem: ${renderItem} })`

  it('writes types, columns, defaults and constraints in other words, which run', async () => {
    const cwd = project({
      'm/money.ts':
        "import { numeric } from 'limbeck/op'\nexport const money = () => numeric(12, 2)\nexport const free = 0\n",
      'schema.sql': `CREATE TABLE item (id INTEGER PRIMARY KEY, price NUMERIC(12, 2) DEFAULT 0, made TEXT,
        a INT, b INT, UNIQUE (a, b), CHECK (a < b))`,
      'limbeck.config.ts': config(`(type, item) => {
  if (type === 'type' && item.type === 'numeric') return { code: 'money()', modules: { '../money.js': ['money'] } }
  if (type === 'serverDefault') return { code: 'free', modules: { '../money.js': ['free'] } }
  if (type === 'column' && item.name === 'made') return { code: "column('made', text())", imports: ['column', 'text'] }
  if (type === 'unique') return null
  if (type === 'check') return "{ kind: 'check', condition: 'a < b' }"
  return false
}`),
    })
    const { code, err } = await runCli(cwd, 'revision', '--autogenerate', '--rev-id', 'ae10')
    assert.equal(code, 0, err)
    const [text = ''] = revisions(cwd)
    assert.match(text, /^import \{ free, money \} from '\.\.\/money\.js'$/m)
    assert.match(text, /^import \{ column, integer, type Operations, raw, text \} from 'limbeck\/op'$/m)
    assert.match(text, /column\('price', money\(\), \{ default: free \}\)/)
    assert.doesNotMatch(text, /unique/)
    assert.match(text, /\{ kind: 'check', condition: 'a < b' \}/)
    assert.equal((await runCli(cwd, 'upgrade', 'head')).code, 0)
    // What was left out is what is still missing.
    assert.equal((await runCli(cwd, 'check')).out, "Added unique constraint (a, b) on 'item'\n")
  })

  it('cannot leave out what its directive is about', async () => {
    const cwd = project({
      'schema.sql': 'CREATE TABLE item (id INTEGER PRIMARY KEY)',
      'limbeck.config.ts': config("(type) => (type === 'type' ? null : undefined)"),
    })
    const { code, err } = await runCli(cwd, 'revision', '--autogenerate')
    assert.equal(code, 255)
    assert.match(err, /renderItem leaves out a type that its directive cannot do without/)
    assert.deepEqual(revisions(cwd), [])
  })
})

describe('autogeneratePlugins', () => {
  const check = async (plugins?: readonly string[]) => {
    const cwd = project({
      'm/versions/a.sql': `-- revision: ae10
-- revises:
-- upgrade
CREATE TABLE item (id INTEGER PRIMARY KEY, a INT, b TEXT DEFAULT 'x' CHECK (b <> ''));
CREATE VIEW old AS SELECT 1 AS one;
`,
      'schema.sql': `CREATE TABLE item (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL DEFAULT 'y', c INT);
CREATE INDEX ia ON item (a); CREATE VIEW young AS SELECT 1 AS one`,
      'limbeck.config.ts': `
import { defineConfig } from 'limbeck/config'
const rows = () => [{ kind: 'rows', message: 'Rows are missing', upgrade: [], downgrade: [] }]
export default defineConfig({
  script: 'm', url: 'sqlite:app.db', target: 'schema.sql', comparators: { 'my.rows': rows },
  ${plugins ? `autogeneratePlugins: ${JSON.stringify(plugins)}` : ''}
})`,
    })
    assert.equal((await runCli(cwd, 'upgrade', 'head')).code, 0)
    return runCli(cwd, 'check')
  }
  const column = "Added column 'item.c'"
  const type = "Changed type of column 'item.a' from INT to TEXT"
  const notNull = "Changed column 'item.b' to NOT NULL"
  const value = 'Changed default of column \'item.b\' from "x" to "y"'
  const index = "Added index 'ia' on 'item'"
  const condition = "Removed check constraint (b <> '') of 'item'"
  const views = ["Removed view 'old'", "Added view 'young'"]
  const own = 'Rows are missing'

  it('says which comparisons take part, by patterns: all when it is not given', async () => {
    const found = async (...plugins: readonly string[]) => {
      const { out } = await check(plugins.length > 0 ? plugins : undefined)
      return out.split('\n').filter((line) => /^(Added|Changed|Removed|Rows)/.test(line))
    }
    const all = [column, type, notNull, value, index, condition, ...views, own]
    assert.deepEqual(await found(), all)
    assert.deepEqual(await found('*'), all)
    assert.deepEqual(await found('limbeck.autogenerate.*'), all.slice(0, -1))
    assert.deepEqual(await found('~limbeck.*.views', 'limbeck.autogenerate.*', 'my.*'), [...all.slice(0, 6), own])
    assert.deepEqual(await found('*.tables', '*.types', '*.defaults'), [column, type, value])
    assert.deepEqual(await found('*', '~*.tables'), [...views, own])
    assert.deepEqual(await found('*onstraints', 'limbeck.autogenerate.tables'), [column, notNull, index, condition])
  })

  it('names what is wrong with a pattern', async () => {
    for (const [patterns, message] of [
      [['nobody.*'], 'autogeneratePlugins: Did not locate plugins: nobody.*.'],
      [['limbeck.autogenerate.?'], "autogeneratePlugins: Invalid plugin expression 'limbeck.autogenerate.?'."],
      [['~my.rows'], 'autogeneratePlugins: They name nothing that compares'],
    ] as const) {
      const { code, err } = await check(patterns)
      assert.equal(code, 255)
      assert.ok(err.includes(message), err)
    }
  })
})

describe('revision --autogenerate --format sql, where a table is made anew', () => {
  const first = `-- revision: ae10
-- revises:
-- upgrade
CREATE TABLE item (id INTEGER PRIMARY KEY, a INT);
CREATE TABLE part (item INT REFERENCES item);
INSERT INTO item VALUES (1, 5);
INSERT INTO part VALUES (1);
`
  const made = (config = '') =>
    project({
      'm/script.sql.tmpl': readFileSync('src/templates/generic/script.sql.tmpl', 'utf8'),
      'm/versions/a.sql': first,
      'schema.sql':
        'CREATE TABLE item (id INTEGER PRIMARY KEY, a TEXT NOT NULL); CREATE TABLE part (item INT REFERENCES item)',
      'limbeck.config.ts': `
import { defineConfig } from 'limbeck/config'
import { execute } from 'limbeck/op'
export default defineConfig({ script: 'm', url: 'sqlite:app.db', target: 'schema.sql', ${config} })`,
    })

  it('writes SQL that runs, without a database too', async () => {
    const cwd = made()
    const { code, err } = await runCli(cwd, 'revision', '--autogenerate', '--shadow', '--format', 'sql')
    assert.equal(code, 0, err)
    assert.match(revisions(cwd, '.sql').join(), /-- Note: 'item' is made anew[\s\S]*CREATE TABLE _limbeck_new_item/)
    for (const command of [['upgrade', 'head'], ['check'], ['downgrade', '-1'], ['upgrade', 'head'], ['check']]) {
      const ran = await runCli(cwd, ...command)
      assert.equal(ran.code, 0, ran.err)
    }
  })

  it('writes SQL that --shadow runs too, with the setting of foreign keys that it suits', async () => {
    const cwd = made()
    assert.equal((await runCli(cwd, 'upgrade', 'head')).code, 0)
    const { code, err } = await runCli(cwd, 'revision', '--autogenerate', '--format', 'sql')
    assert.equal(code, 0, err)
    const silent = { code: 0, out: 'No new upgrade operations detected.\n', err: '' }
    assert.deepEqual(await runCli(cwd, 'check', '--shadow'), silent)
    // As it would be written where foreign keys are not enforced.
    const gate = `SELECT json_extract('{}', 'limbeck gate: this SQL was written for another schema, or setting: setting foreign_keys')
FROM pragma_foreign_keys WHERE foreign_keys <> 0;`
    const other = made()
    const text = `-- revision: ae11\n-- revises: ae10\n-- upgrade\n${gate}\nDROP TABLE part;\nDROP TABLE item;\n`
    writeFileSync(join(other, 'm/versions/b.sql'), text)
    writeFileSync(join(other, 'schema.sql'), '')
    assert.deepEqual(await runCli(other, 'check', '--shadow'), silent)
  })

  it('fails, and changes nothing, on another schema', async () => {
    const cwd = made()
    assert.equal((await runCli(cwd, 'revision', '--autogenerate', '--shadow', '--format', 'sql')).code, 0)
    assert.equal((await runCli(cwd, 'upgrade', '+1')).code, 0)
    const { adapter, close } = await openDatabase('sqlite:app.db', cwd)
    await adapter.run(["ALTER TABLE item ADD COLUMN mine TEXT DEFAULT 'kept'"])
    await close()
    const { code, err } = await runCli(cwd, 'upgrade', 'head')
    assert.equal(code, 255)
    assert.match(err, /this SQL was written for another schema, or setting: table item/)
    const again = await openDatabase('sqlite:app.db', cwd)
    assert.deepEqual(await again.adapter.query('SELECT * FROM item'), [{ id: 1, a: 5, mine: 'kept' }])
    await again.close()
  })

  it('is refused, with the reason, where it cannot be worked out', async () => {
    const cwd = made("rewriter: (all) => [{ operation: execute('DROP TABLE nowhere'), notes: [] }, ...all]")
    const { code, err } = await runCli(cwd, 'revision', '--autogenerate', '--shadow', '--format', 'sql')
    assert.equal(code, 255)
    assert.match(err, /execute cannot be written as SQL: no such table: nowhere\. Write the revision as TypeScript\./)
    assert.equal(revisions(cwd, '.sql').length, 1)
  })
})

describe('processRevisionDirectives, where nothing is compared', () => {
  const made = (hook: string, config = 'revisionEnvironment: true') =>
    project({
      'm/versions/a.sql': '-- revision: ae10\n-- revises:\n-- upgrade\n',
      'limbeck.config.ts': `
import { defineConfig } from 'limbeck/config'
import { execute } from 'limbeck/op'
export default defineConfig({ script: 'm', url: 'sqlite:app.db', ${config}, processRevisionDirectives: ${hook} })`,
    })
  const directive = (sql: string) => `{ operation: execute(${JSON.stringify(sql)}), notes: [] }`

  it('has a word in every revision for which env.ts is run, with what was asked for', async () => {
    const cwd = made(`(all, context) => all.map((one) => ({
  ...one,
  message: one.message + ', ' + String(Object.keys(context)),
  upgrade: [${directive('CREATE TABLE t (x)')}], downgrade: [${directive('DROP TABLE t')}],
}))`)
    const { code, err } = await runCli(cwd, 'revision', '-m', 'asked', '--rev-id', 'ffff')
    assert.equal(code, 0, err)
    assert.match(
      revisions(cwd).join(),
      /\* asked,\n[\s\S]*op\.execute\('CREATE TABLE t \(x\)'\)[\s\S]*op\.execute\('DROP TABLE t'\)/,
    )
    for (const command of ['upgrade head', 'downgrade -1']) {
      assert.equal((await runCli(cwd, ...command.split(' '))).code, 0)
    }
  })

  it('may make none of it, or several', async () => {
    const none = await runCli(made('() => []'), 'revision')
    assert.deepEqual([none.code, none.out, none.err], [0, '', 'Nothing was to be written.\n'])
    const cwd = made("([one]) => ['b1', 'b2'].map((revision) => ({ ...one, revision, head: 'ae10', splice: true }))")
    const several = await runCli(cwd, 'revision')
    assert.match(several.out, /^Generating \S+b1_\.ts \.\.\. {2}done\nGenerating \S+b2_\.ts \.\.\. {2}done\n$/)
  })

  it('has none in a merge, or where env.ts is not run', async () => {
    const fails = "() => { throw new Error('asked') }"
    assert.equal((await runCli(made(fails, 'versionTable: undefined'), 'revision')).code, 0)
    const cwd = made(fails)
    assert.match((await runCli(cwd, 'revision')).err, /asked/)
    assert.equal((await runCli(cwd, 'merge', 'heads')).code, 0)
  })

  it('is that of each database of env.ts, before that of the configuration', async () => {
    const cwd = made("() => { throw new Error('asked') }")
    const tmpl = readFileSync('src/templates/multidb/script.ts.tmpl', 'utf8')
    writeFileSync(join(cwd, 'm/script.ts.tmpl'), tmpl)
    writeFileSync(
      join(cwd, 'm/env.ts'),
      `
import { defineEnv } from 'limbeck/config'
import { execute } from 'limbeck/op'
export default defineEnv(async ({ run }) => {
  for (const name of ['users', 'sales']) {
    await run({ name, processRevisionDirectives: ([one]) => [{ ...one, upgrade: [{ operation: execute('CREATE TABLE ' + name + ' (x)'), notes: [] }] }] })
  }
})`,
    )
    const { code, err } = await runCli(cwd, 'revision')
    assert.equal(code, 0, err)
    assert.match(
      revisions(cwd).join(),
      /upgrade_users[\s\S]*CREATE TABLE users \(x\)[\s\S]*upgrade_sales[\s\S]*CREATE TABLE sales \(x\)/,
    )
  })
})

describe('what cannot be read of SQLite', () => {
  it('is named, and left alone, while the rest of its table changes', async () => {
    const odd = (more: string) => `CREATE TABLE odd (id INTEGER PRIMARY KEY DESC, a INT${more})`
    const cwd = project({
      'm/versions/a.sql': `-- revision: ae10\n-- revises:\n-- upgrade\n${odd('')};\n`,
      'schema.sql': odd(', b TEXT, CHECK (a > 0)'),
      'limbeck.config.json': JSON.stringify({ script: 'm', url: 'sqlite:app.db', target: 'schema.sql' }),
    })
    assert.equal((await runCli(cwd, 'upgrade', 'head')).code, 0)
    const named = (err: string) => [...err.matchAll(/^Warning: (The primary key 'odd' of the \w+) is left alone/gm)]
    const both = ["The primary key 'odd' of the database", "The primary key 'odd' of the target"]
    for (const argv of [['check'], ['revision', '--autogenerate']]) {
      const { err } = await runCli(cwd, ...argv)
      assert.deepEqual(
        named(err).map(([, what]) => what),
        both,
      )
    }
    assert.equal((await runCli(cwd, 'upgrade', 'head')).code, 0)
    const after = await runCli(cwd, 'check')
    assert.deepEqual([after.code, named(after.err).length], [0, 2])
    const { adapter, close } = await openDatabase('sqlite:app.db', cwd)
    const [row] = await adapter.query("SELECT sql FROM sqlite_master WHERE name = 'odd'")
    await close()
    assert.match(String(row?.sql), /id INTEGER PRIMARY KEY DESC/)
  })
})
