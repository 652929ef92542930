import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { commands, globalOptions } from '../../src/cli/commands.js'
import { folderWith, put, revisionText } from '../folder.js'
import { type Ran, runCli } from './run-cli.js'

const text = (id: string, down: string | null, message: string, more = '') =>
  `/** ${message} */\n${revisionText(id, down, more)}
export const upgrade = (op) => op.execute('CREATE TABLE t_${id} (x)')
export const downgrade = (op) => op.execute('DROP TABLE t_${id}')
`

/** aaaa -> bbbb (shop), aaaa -> cccc; dddd depends on cccc. */
const branched = (): string =>
  folderWith({
    'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }',
    'limbeck.ini.txt': '',
    'other.json':
      '{ "script": "m", "url": "sqlite:other.db", "environments": { "prod": { "url": "sqlite:prod.db" } } }',
    'target.json': '{ "script": "m", "url": "sqlite:app.db", "target": "schema.sql" }',
    'schema.sql':
      'CREATE TABLE t_aaaa (x);\nCREATE TABLE t_bbbb (x);\nCREATE TABLE t_cccc (x);\nCREATE TABLE t_new (x);\n',
    'm/script.ts.tmpl': `export const revision = \${revision}\n${down}`,
    'm/versions/aaaa.js': text('aaaa', null, 'first'),
    'm/versions/bbbb.js': text('bbbb', 'aaaa', 'second', "export const branchLabels = ['shop']\n"),
    'm/versions/cccc.js': text('cccc', 'aaaa', 'third'),
    'm/versions/dddd.js': text('dddd', null, 'fourth', "export const dependsOn = 'cccc'\n"),
  })
const down = `\${imports}
export const upgrade = (op) => {\n\${upgrades}\n}\nexport const downgrade = (op) => {\n\${downgrades}\n}
export const downRevision = \${downRevision}\nexport const branchLabels = \${branchLabels}
export const dependsOn = \${dependsOn}\nexport const message = '\${message}'\n`

interface Case {
  /** Command lines that come before, in the same folder. */
  readonly before?: readonly string[]
  readonly out?: string | RegExp
  readonly err?: string | RegExp
  readonly code?: number
  /** What else is so afterwards. */
  afterwards?(folder: string, ran: Ran): void | Promise<void>
}

const split = (line: string): readonly string[] =>
  (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))

const matches = (printed: string, wanted: string | RegExp | undefined) =>
  typeof wanted === 'string' || wanted === undefined
    ? assert.equal(printed, wanted ?? '')
    : assert.match(printed, wanted)

const long = (id: string, parent: string, more = '', marks = '') =>
  `Rev: ${id}${marks}\nParent: ${parent}\n${more}Path: HERE/m/versions/${id}.js\n\n`

const loading = 'Loading config from file: HERE/limbeck.config.json\n'

/** Every command with each of its flags, and what it prints. */
const cases: Readonly<Record<string, Case>> = {
  branches: { out: 'aaaa (branchpoint)\n     -> bbbb (shop) (head)\n     -> cccc (effective head)\n\n' },
  'branches -v': {
    err: loading,
    out: `${long('aaaa', '<base>', 'Branches into: bbbb, cccc\n', ' (branchpoint)')}    first\n
     -> bbbb (shop) (head), second\n     -> cccc (effective head), third\n\n`,
  },
  'branches --json': { out: /^\[\n {2}\{\n {4}"branchPoint": \{\n {6}"revision": "aaaa"/ },
  compile: {
    out: 'Compiled migrations.gen.ts ...  8 of 8 directions compiled\n',
    afterwards: (folder) => assert.ok(existsSync(join(folder, 'migrations.gen.ts'))),
  },
  'compile --out app/set.js --json': { out: /^\[\n {2}\{\n {4}"file": ".*set\.js",\n {4}"written": true/ },
  'release --json': { out: /"written": \[\n {6}".*aaaa\.sql",/ },
  'release --refreeze aaaa': {
    before: ['release'],
    out: 'Nothing new in m/released/sqlite/aaaa.sql\n',
  },
  'compile --database users': { err: /There is no database 'users' in the configuration's 'databases'/, code: 255 },
  'release --database users': { err: /There is no database 'users'/, code: 255 },
  'compile --check': { err: /is not what the revisions give now/, code: 255 },
  'compile --watch --check': { err: /say one of them/, code: 255 },

  check: {
    code: 255,
    out: 'The database lacks aaaa, bbbb, cccc, dddd.\n',
    err: /^FAILED: Target database is not up to date\.\n {2}limbeck plan shows/,
  },
  'check --json': {
    before: ['upgrade heads'],
    out: /"atHead": true/,
    err: 'There is no target, so the schema itself was not compared.\n',
  },
  '-c target.json check --shadow': {
    code: 255,
    out: "Added table 't_new'\nRemoved table 't_dddd'\n",
    err: `Warning: Loses the rows of 't_dddd'.
Perhaps t_dddd is called t_new now: --rename t_dddd:t_new
FAILED: New upgrade operations detected: 2.
  limbeck revision --autogenerate writes them.
`,
  },
  '-c target.json check --rename t_dddd:t_new --json': {
    before: ['upgrade heads'],
    code: 255,
    out: /"message": "Renamed table 't_dddd' to 't_new'"/,
    err: /"code": "schema-differs"/,
  },
  '-c target.json check --no-rename': {
    before: ['upgrade heads'],
    code: 255,
    out: /^Added table/,
    err: /^Warning: .*\nFAILED: New/,
  },

  current: { before: ['upgrade shop@head'], out: 'bbbb (head)\n' },
  'current -v': {
    err: loading,
    before: ['upgrade aaaa'],
    out: `Current revision(s) for sqlite:app.db:\n${long('aaaa', '<base>', 'Branches into: bbbb, cccc\n', ' (branchpoint)')}    first\n\n`,
  },
  'current -c': {
    before: ['upgrade aaaa'],
    code: 255,
    err: /^FAILED: sqlite:app\.db is not at head: it is at aaaa, the heads are bbbb, dddd\./,
  },
  'current --check-heads': { before: ['upgrade heads'], out: 'bbbb (head)\ncccc (effective head)\ndddd (head)\n' },
  'current --json': { out: '[\n  {\n    "database": "sqlite:app.db",\n    "rows": [],\n    "revisions": []\n  }\n]\n' },

  'downgrade -1': { before: ['upgrade bbbb'], err: 'Running downgrade bbbb -> aaaa, second\n' },
  'downgrade --tag v1 base': { before: ['upgrade aaaa'], err: 'Running downgrade aaaa -> , first\n' },
  'downgrade --sql aaaa:base': { out: /\nDROP TABLE t_aaaa;\n/ },
  'downgrade --sql base': { code: 255, err: /^FAILED: A downgrade that is written out needs where it starts/ },
  'downgrade --json base': { before: ['upgrade aaaa'], out: /"direction": "downgrade"/, err: /^Running downgrade/ },

  'edit --json head': { code: 255, err: /"code": "multiple-heads"/ },

  ensure_version: {
    afterwards: async (folder) => matches((await runCli(folder, 'ensure_version', '--json')).out, /"created": false/),
  },
  'ensure_version --sql': { out: /\nCREATE TABLE IF NOT EXISTS limbeck_version / },
  'ensure_version --json': { out: /"created": true/ },

  graph: {
    out: '*  bbbb (shop) second\n| *  dddd fourth [needs cccc]\n| *  cccc third\n|/\n*  aaaa first\n',
  },
  'graph --mermaid': { out: /^flowchart BT\n {2}r0\["aaaa first"\]\n[\s\S]*r0 --> r1\n[\s\S]*r2 -\.-> r3\n$/ },
  'graph --json': { out: /"ids": \[\n {4}"aaaa"/ },

  heads: { out: 'bbbb (shop) (head)\ncccc (effective head)\ndddd (head)\n' },
  'heads -v': {
    err: loading,
    out: `${long('bbbb', 'aaaa', 'Branch names: shop\n', ' (head)')}    second

${long('cccc', 'aaaa', '', ' (head)')}    third

${long('dddd', '<base>', 'Also depends on: cccc\n', ' (head)')}    fourth\n\n`,
  },
  'heads --resolve-dependencies': { out: 'bbbb (shop) (head)\ndddd (head)\n' },
  'heads --json': { out: /"isEffectiveHead": true/ },

  history: {
    out: `aaaa -> bbbb (shop) (head), second
<base> (cccc) -> dddd (head), fourth
aaaa -> cccc (effective head), third
<base> -> aaaa (branchpoint), first
`,
  },
  'history -r -1:shop@head': { out: 'aaaa -> bbbb (shop) (head), second\n<base> -> aaaa (branchpoint), first\n' },
  'history -r aaaa:current': {
    before: ['upgrade bbbb'],
    out: 'aaaa -> bbbb (shop) (head), second\n<base> -> aaaa (branchpoint), first\n',
  },
  'history -v -r :aaaa': {
    err: loading,
    out: `${long('aaaa', '<base>', 'Branches into: bbbb, cccc\n', ' (branchpoint)')}    first\n\n`,
  },
  'history -i -r :bbbb': {
    before: ['upgrade bbbb'],
    out: 'aaaa -> bbbb (shop) (head) (current), second\n<base> -> aaaa (branchpoint), first\n',
  },
  'history --json': { out: /"labels": \[\n {6}"shop"/ },

  'init db -t generic': {
    out: /^Creating directory HERE\/db \.\.\. {2}done\nCreating directory HERE\/db\/versions \.\.\. {2}done\nGenerating HERE\/db\/README \.\.\. {2}done\n[\s\S]*File HERE\/limbeck\.config\.json already exists, skipping\n$/,
    err: /^The configuration is HERE\/limbeck\.config\.json\. It needs script/,
    afterwards: (folder) => assert.ok(existsSync(join(folder, 'db/env.ts')) && existsSync(join(folder, 'db/versions'))),
  },
  'init --json db': {
    out: /"template": "generic"/,
    err: /took the template 'generic'[\s\S]*In the app:\n {2}import \{ migrator \}/,
  },
  'init --package db': {
    out: /\nGenerating HERE\/db\/versions\/index\.ts \.\.\. {2}done\n$/,
    err: /In the app:[\s\S]*import \{ revisions \} from '\.\/db\/versions\/index\.js'/,
  },
  'init m': { code: 255, err: /FAILED: The folder HERE\/m is there and is not empty/ },

  list_templates: { out: /^Available templates:\n\n[\s\S]*\ngeneric - Generic single-database configuration\.\n/ },
  'list_templates --json': { out: /"name": "worker"/ },

  'merge bbbb cccc -m joined --rev-id eeee': {
    out: 'Generating HERE/m/versions/eeee_joined.ts ...  done\n',
    afterwards: async (folder) => matches((await runCli(folder, 'heads')).out, 'dddd (head)\neeee (shop) (head)\n'),
  },
  'merge heads --branch-label all': { out: 'Generating HERE/m/versions/ID_.ts ...  done\n' },
  'merge aaaa dddd --splice': { out: /^Generating/ },
  'merge heads --json': { out: /"isMergePoint": true/ },

  plan: { code: 255, err: /FAILED: 'head' is 3 revisions: bbbb, cccc, dddd\..*\n.*limbeck merge heads joins them/ },
  'plan bbbb': { out: 'upgrade aaaa, first\nupgrade bbbb, second\n' },
  'plan --downgrade base': { before: ['upgrade aaaa'], out: 'downgrade aaaa, first\n' },
  'plan --json heads': { before: ['upgrade heads'], out: /"steps": \[\]/ },

  'revision -m "a new one" --head shop@head': { out: 'Generating HERE/m/versions/ID_a_new_one.ts ...  done\n' },
  'revision --message x --head aaaa': { code: 255, err: /^FAILED: aaaa is not a head.*--splice/ },
  'revision -m x --head aaaa --splice --rev-id eeee': { out: 'Generating HERE/m/versions/eeee_x.ts ...  done\n' },
  'revision -m x --head base --branch-label till --depends-on aaaa --depends-on shop --version-path m/versions --json':
    {
      out: /"dependsOn": \[\n {4}"aaaa",\n {4}"bbbb"\n[\s\S]*"branchLabels": \[\n {4}"till"/,
    },

  '-c target.json revision --autogenerate --head shop@head': {
    before: ['upgrade heads'],
    code: 255,
    err: /^FAILED: The table t_dddd may be called t_new now, or be gone\. Say so with --rename t_dddd:t_new, or --no-rename\.\n$/,
  },
  '-c target.json revision --autogenerate -m x': {
    code: 255,
    err: /^FAILED: Target database is not up to date\. sqlite:app\.db is at base, the heads are bbbb, dddd\.\n/,
  },
  '-c target.json revision --autogenerate --shadow --head shop@head --rename t_dddd:t_new --rename t_new.x:y': {
    code: 255,
    err: /^FAILED: 't_new' of the target has no column 'y'/,
  },
  '-c target.json revision --autogenerate --shadow --head shop@head --rename t_dddd:t_new': {
    out: 'Generating HERE/m/versions/ID_.ts ...  done\n',
    err: `Detected renamed table 't_dddd' to 't_new'
Warning: it may run before dddd, which was compared too: say --depends-on, or merge the heads first.
`,
  },
  '-c target.json revision --autogenerate --shadow --no-rename --head shop@head --depends-on dddd --format sql --rev-id eeee':
    {
      out: 'Generating HERE/m/versions/eeee_.sql ...  done\n',
      err: `Detected added table 't_new'
Detected removed table 't_dddd'
Warning: Loses the rows of 't_dddd'.
Warning: The downgrade loses the rows of 't_new'.
Warning: After the downgrade the rows that 't_dddd' had are not restored.
`,
      afterwards: async (folder) => {
        assert.match((await runCli(folder, 'upgrade', 'heads')).err, /-> eeee, empty message\n$/)
        assert.equal((await runCli(folder, '-c', 'target.json', 'check')).out, 'No new upgrade operations detected.\n')
      },
    },
  'revision --autogenerate': {
    before: ['upgrade heads'],
    code: 255,
    err: /limbeck\.config\.json: there is no target to compare with: add target/,
  },
  'revision --autogenerate --sql': {
    code: 255,
    err: 'FAILED: Using --sql with --autogenerate does not make any sense.\n',
  },
  'revision --rename note.body:text': {
    code: 255,
    err: 'FAILED: --rename says how to compare, and nothing is compared without --autogenerate.\n',
  },
  'revision --no-rename': {
    code: 255,
    err: 'FAILED: --no-rename says how to compare, and nothing is compared without --autogenerate.\n',
  },
  'revision --format yaml': { code: 255, err: "FAILED: There is no format 'yaml': write ts or sql.\n" },
  'revision --sql': {
    code: 255,
    err: 'FAILED: Using --sql with the revision command when revisionEnvironment is not configured does not make any sense.\n',
  },

  'show dddd': { out: `${long('dddd', '<base>', 'Also depends on: cccc\n', ' (head)')}    fourth\n\n` },
  'show base': {},
  'show --json heads': { out: /"revision": "bbbb"[\s\S]*"revision": "dddd"/ },

  'stamp bbbb cccc': {
    err: 'Running stamp_revision  -> bbbb, cccc\n',
    afterwards: async (folder) =>
      matches((await runCli(folder, 'current')).out, 'bbbb (head)\ncccc (effective head)\n'),
  },
  'stamp --purge --tag x aaaa': { before: ['upgrade heads'], err: 'Running stamp_revision bbbb, dddd -> aaaa\n' },
  'stamp --sql aaaa:bbbb': { out: /-- Running stamp_revision aaaa -> bbbb\n/ },
  'stamp --sql --purge head': { code: 255, err: /^FAILED: What --purge forgets is not known to --sql/ },
  'stamp --json base': { out: /"to": \[\]/, err: /^Running stamp_revision {2}-> \n$/ },

  'upgrade +1': { before: ['upgrade aaaa'], code: 255, err: /^FAILED: '\+1' may go to bbbb or cccc: name the branch/ },
  'upgrade shop@+1': { before: ['upgrade aaaa'], err: 'Running upgrade aaaa -> bbbb, second\n' },
  'upgrade --tag v1 heads': { err: /^Running upgrade {2}-> aaaa, first\n/ },
  'upgrade --json aaaa': { out: /"to": \[\n {6}"aaaa"/, err: /^Running upgrade/ },
  'upgrade --sql bbbb': {
    out: /^BEGIN;\n\n[\s\S]*CREATE TABLE t_aaaa \(x\);\n[\s\S]*CREATE TABLE t_bbbb \(x\);\n[\s\S]*\nCOMMIT;\n/,
    afterwards: (folder) => assert.ok(!existsSync(join(folder, 'app.db'))),
  },
  'upgrade --sql --json aaaa': { out: /"database": "sqlite:app\.db",\n {4}"sql": "BEGIN;/ },
  'upgrade aaaa:bbbb': { code: 255, err: /^FAILED: 'aaaa:bbbb' is a range: name one revision/ },
  'upgrade base': { err: 'Nothing to do: the database is at base.\n' },

  // Before the command
  '-c other.json current -v': { err: /other\.json/, out: 'Current revision(s) for sqlite:other.db:\n' },
  '--config other.json -n prod current -v': { err: /other\.json/, out: 'Current revision(s) for sqlite:prod.db:\n' },
  '-x a=1 -x b heads --resolve-dependencies': { out: 'bbbb (shop) (head)\ndddd (head)\n' },
  '--url sqlite::memory: upgrade aaaa': {
    err: /^Running/,
    afterwards: (folder) => assert.ok(!existsSync(join(folder, 'app.db'))),
  },
  '-q upgrade aaaa': {},
  '--quiet current': { before: ['upgrade aaaa'] },
  '--raiseerr show nosuch': { code: 255, err: /FAILED: There is no revision or branch 'nosuch'\.\n.*\n.*\n {4}at / },
}

describe('every command with every flag', () => {
  for (const [line, { before = [], out, err, code = 0, afterwards }] of Object.entries(cases)) {
    it(`limbeck ${line}`, async () => {
      const folder = branched()
      for (const earlier of before) assert.equal((await runCli(folder, ...split(earlier))).code, 0, earlier)
      const ran = await runCli(folder, ...split(line))
      matches(ran.out, out)
      matches(ran.err, err)
      assert.equal(ran.code, code)
      await afterwards?.(folder, ran)
    })
  }

  it('is all of them', () => {
    const lines = Object.keys(cases).map((line) => ` ${line} `)
    const used = (command: string, flags: string) =>
      lines.some(
        (line) => line.includes(` ${command} `) && flags.split(/[ ,]+/).some((flag) => line.includes(` ${flag} `)),
      )
    const missing = commands.flatMap(({ name, options = [] }) => [
      ...(lines.some((line) => line.includes(` ${name} `)) ? [] : [name]),
      ...options.filter(({ flags }) => !used(name, flags)).map(({ flags }) => `${name} ${flags}`),
    ])
    const globals = globalOptions.filter(
      ({ flags }) => !lines.some((line) => flags.split(/[ ,]+/).some((flag) => line.includes(` ${flag} `))),
    )
    assert.deepEqual([missing, globals], [[], []])
  })
})

describe('a command line that is none', () => {
  const cases: Readonly<Record<string, RegExp>> = {
    '': /^Usage: limbeck[\s\S]*limbeck: error: too few arguments\n$/,
    histroy: /unknown command 'histroy'\n\(Did you mean history\?\)/,
    'upgrade --sqll head': /unknown option '--sqll'/,
    'history --verbos': /unknown option '--verbos'\n\(Did you mean --verbose\?\)[\s\S]*See: limbeck history --help/,
    upgrade: /missing required argument 'revision'/,
    stamp: /missing required argument 'revisions'/,
    'current now': /too many arguments for 'current'/,
    'revision -m': /option '-m, --message <text>' argument missing/,
    'upgrade head -x a=1': /unknown option '-x'\n-x goes before the command: limbeck -x <key=value> COMMAND\n/,
    'heads --config x': /--config goes before the command: limbeck --config <file> COMMAND\n/,
    'ensure-version': /Did you mean ensure_version\?/,
    '-c': /option '-c, --config <file>' argument missing/,
  }
  for (const [line, words] of Object.entries(cases)) {
    it(`limbeck ${line} ends with 2`, async () => {
      const { code, out, err } = await runCli(folderWith(), ...split(line))
      assert.match(err, words)
      assert.deepEqual([code, out], [2, ''])
    })
  }
})

describe('a command that fails', () => {
  it('prints its error as JSON where JSON was asked for, with the files', async () => {
    const folder = branched()
    put(join(folder, 'm/versions/zzzz.js'), text('aaaa', null, 'again'))
    const { code, out, err } = await runCli(folder, 'heads', '--json')
    assert.deepEqual([code, out], [255, ''])
    const { error } = JSON.parse(err)
    assert.deepEqual(error.code, 'duplicate-revision')
    assert.deepEqual(error.files, ['HERE/m/versions/aaaa.js', 'HERE/m/versions/zzzz.js'])
    matches(
      (await runCli(folder, 'heads')).err,
      /\n {2}in HERE\/m\/versions\/aaaa\.js\n {2}in HERE\/m\/versions\/zzzz\.js\n/,
    )
  })
  it('names file and line of a broken revision', async () => {
    const folder = branched()
    put(join(folder, 'm/versions/zzzz.js'), '\nexport const revision = name()\n')
    matches(
      (await runCli(folder, 'heads')).err,
      /^FAILED: HERE\/m\/versions\/zzzz\.js:2: 'revision' must be written out/,
    )
  })
  it('says what of a revision failed, and where the database stands', async () => {
    const folder = branched()
    put(
      join(folder, 'm/versions/eeee.sql'),
      '-- bad\n-- revision: eeee\n-- revises: bbbb\n-- upgrade\nCREATE TABLE t_aaaa (x);\n',
    )
    matches(
      (await runCli(folder, 'upgrade', 'eeee')).err,
      /FAILED: The upgrade of eeee failed at statement 1: .*t_aaaa already exists\. The database is at base\..*\n {2}limbeck current shows where the database stands\. limbeck stamp REV is how\./,
    )
    assert.equal((await runCli(folder, 'current')).out, '')
  })
})

describe('help', () => {
  for (const argv of [['-h'], ['--help'], ...commands.map(({ name }) => [name, '--help'])]) {
    it(`limbeck ${argv.join(' ')}`, async () => {
      const { code, out, err } = await runCli(folderWith(), ...argv)
      assert.deepEqual([code, err], [0, ''])
      assert.match(out, /^Usage: limbeck /)
      for (const line of out.split('\n')) assert.ok(line.length <= 110, line)
    })
  }
  it('tells the version', async () => {
    assert.match((await runCli(folderWith(), '--version')).out, /^limbeck \d+\.\d+\.\d+\n$/)
  })
})
