import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { coded } from '../database.js'
import { compileFolder, scriptsWith } from './project.js'

const head = (revision = 'a') =>
  `import { column, integer } from 'limbeck/op'\nexport const revision = '${revision}'\nexport const downRevision = null\n`

/** What becomes of both directions of one revision, and why. */
async function judge(body: string): Promise<Readonly<Record<string, readonly [kind: string, reason?: string]>>> {
  const { report } = await compileFolder(scriptsWith({ 'a.ts': head() + body }))
  return Object.fromEntries(
    report.map(({ direction, kind, reason }) => [direction, reason === undefined ? [kind] : [kind, reason]] as const),
  )
}

const down = "export const downgrade = (op) => op.dropTable('t')\n"

/** Upgrades that are programs, with what the report says of them. */
const programs: Readonly<Record<string, readonly [code: string, reason: RegExp]>> = {
  'an async function': ["export async function upgrade(op) { op.execute('SELECT 1') }", /^it is an async function$/],
  'a promise': ["export const upgrade = (op) => Promise.resolve(op.execute('SELECT 1'))", /^it returns a promise$/],
  'a question': ["export const upgrade = (op) => { op.query('SELECT 1') }", /^it asks the database/],
  'the clock': [
    "export const upgrade = (op) => op.execute('SELECT ' + Date.now())",
    /something else: directive 1, execute$/,
  ],
  'the clock at load': [
    "const now = new Date()\nexport const upgrade = (op) => { op.execute('SELECT 1'); op.bulkInsert('t', [{ a: now }]) }",
    /directive 2, bulkInsert$/,
  ],
  chance: ["export const upgrade = (op) => { if (Math.random() < 0.5) op.execute('SELECT 1') }", /something else/],
  'a random id': ["export const upgrade = (op) => op.execute('SELECT 1 -- ' + crypto.randomUUID())", /something else/],
  'the time zone': [
    "export const upgrade = (op) => op.bulkInsert('t', [{ a: new Date(2020, 0, 1) }])",
    /something else: directive 1, bulkInsert$/,
  ],
  'a failure in another time': [
    "export const upgrade = (op) => { if (new Date().getFullYear() > 2030) throw new Error('too late'); op.execute('SELECT 1') }",
    /throws: too late$/,
  ],
  'a wish': ["export const program = true\nexport const upgrade = (op) => op.execute('SELECT 1')", /program = true/],
  'an autocommit block': [
    "export const upgrade = (op) => op.autocommitBlock(() => op.execute('SELECT 1'))",
    /outside of a transaction/,
  ],
  'an operation that asks': [
    "export const upgrade = (op) => op.invoke({ kind: 'mine', facts: () => 'SELECT 1', toSql: () => ['SELECT 2'] })",
    /^its mine asks the database$/,
  ],
  'a module that waits': [
    "const wait = await Promise.resolve()\nexport const upgrade = (op) => op.execute('SELECT 1')",
    /at once/,
  ],
}

describe('the compiler', () => {
  it('compiles what says the same twice', async () => {
    const code = `export function upgrade(op) {
      op.createTable('t', column('a', integer()))
      op.bulkInsert('t', [{ a: 1 }])
    }\n${down}`
    assert.deepEqual(await judge(code), { upgrade: ['compiled'], downgrade: ['compiled'] })
    assert.deepEqual(await judge(''), { upgrade: ['compiled'], downgrade: ['compiled'] })
  })

  for (const [name, [code, reason]] of Object.entries(programs)) {
    it(`leaves ${name} a program, and says why`, async () => {
      const { upgrade, downgrade } = await judge(`${code}\n${down}`)
      assert.equal(upgrade?.[0], 'program')
      assert.match(upgrade?.[1] ?? '', reason)
      const alone = !/program = true|await Promise/.test(code)
      assert.equal(downgrade?.[0], alone ? 'compiled' : 'program', 'each direction is judged for itself')
    })
  }

  it('says of downgrades that there is none, or that the author says so', async () => {
    const up = "export const upgrade = (op) => op.execute('SELECT 1')\n"
    assert.deepEqual((await judge(up)).downgrade, ['none', 'it has no downgrade'])
    const { downgrade } = await judge(`${up}export const downgrade = (op) => op.irreversible('the rows are gone')`)
    assert.deepEqual(downgrade, ['none', 'it is irreversible: the rows are gone'])
  })

  it('leaves the clock, chance and the time zone of the process as they are', async () => {
    const before = [Date, Math.random, process.env.TZ, new Date(2020, 0, 1).toISOString()]
    await judge('export const upgrade = (op) => { throw new Error("no") }').catch(() => undefined)
    assert.deepEqual([Date, Math.random, process.env.TZ, new Date(2020, 0, 1).toISOString()], before)
    assert.ok(Date.now() > Date.UTC(2025, 0, 1))
  })

  it('names the file of a revision that cannot be compiled', async () => {
    await assert.rejects(
      judge("export const upgrade = (op) => op.dropTable('')"),
      coded('invalid-operation', /versions\/a\.ts/),
    )
    await assert.rejects(
      judge('export const upgrade = (op) => { throw new Error("no") }'),
      coded('invalid-revision', /a\.ts: no/),
    )
    await assert.rejects(judge('import "./gone.js"'), coded('invalid-revision', /a\.ts cannot be run/))
    await assert.rejects(
      judge("export const upgrade = (op) => op.alterColumn('gone', 'a', { type: integer() })"),
      coded('invalid-operation', /versions\/a\.ts.*'gone'/),
    )
  })

  it('refuses what came to SQLite later than it is for', async () => {
    const strict = {
      'a.ts': `${head()}export const upgrade = (op) => op.createTable('t', column('a', integer()), { strict: true })`,
    }
    const sql = { 'a.sql': "-- revision: a\n-- upgrade\nCREATE TABLE t (a);\nSELECT a ->> '$.b' FROM t;\n" }
    const words = (version: string) => coded('unsupported-operation', new RegExp(`needs SQLite ${version}`))
    await assert.rejects(compileFolder(scriptsWith(strict)), words('3.37'))
    await assert.rejects(compileFolder(scriptsWith(sql)), words('3.38'))
    await compileFolder(scriptsWith(sql), 'sqlite', { sqliteVersion: '3.38.0' })
    await compileFolder(scriptsWith(sql), 'd1')
    await assert.rejects(
      compileFolder(scriptsWith(sql), 'sqlite', { sqliteVersion: '3.8' }),
      coded('invalid-argument', /3\.35/),
    )
  })
})
