import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RevisionModule, Statement } from 'limbeck'
import { compile, freeze, type ReleasedChange, releasedChanges, type SourceRevision } from 'limbeck/compile'
import { frozenStep, type Released, readReleased, writeReleased } from '../../src/compile/released.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { compileModules, sourcesOf } from '../compile-modules.js'
import { coded } from '../database.js'
import { historyOf } from '../rebuild/history.js'

const sum = '0123456789abcdef'

const released = (...statements: readonly Statement[]): Released => ({
  revision: 'aaaa',
  downRevision: ['one', 'two'],
  branchLabels: ['shop'],
  dependsOn: [],
  message: 'what it\ndoes',
  upgrade: { kind: 'statements', checksum: sum, step: { statements } },
  downgrade: { kind: 'none' },
})

const back = (one: Released, dialect = sqlite) => readReleased('aaaa.sql', writeReleased(one, dialect), dialect)

describe('a released file', () => {
  it('holds what it was given, and is a revision for whoever reads it', () => {
    const text = writeReleased(released('CREATE TABLE t (a)', "INSERT INTO t VALUES (';\n-- downgrade\n')"), sqlite)
    assert.match(
      text,
      /^-- what it does\n-- revision: aaaa\n-- revises: one, two\n-- branch labels: shop\n-- depends on: none\n/,
    )
    assert.match(text, /\n-- upgrade\nCREATE TABLE t \(a\);\n/)
    const read = readReleased('aaaa.sql', text.replaceAll('\n', '\r\n'), sqlite)
    assert.deepEqual(read, { ...released(), upgrade: read.upgrade, message: 'what it does' })
    assert.deepEqual(read.upgrade, released('CREATE TABLE t (a)', "INSERT INTO t VALUES (';\n-- downgrade\n')").upgrade)
  })

  it('holds statements with comments, bodies, dollar quotes and line ends of their own', () => {
    for (const sql of [
      'CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END',
      '-- why\nSELECT 1 -- at the end',
      "INSERT INTO t VALUES ('a\r\nb')",
      'SELECT 1 /* -- upgrade */',
    ])
      assert.deepEqual(back(released(sql, 'SELECT 9')).upgrade, released(sql, 'SELECT 9').upgrade)
    const body = 'CREATE FUNCTION f() RETURNS int AS $$ BEGIN; -- downgrade\nEND $$ LANGUAGE sql'
    assert.deepEqual(back(released(body), postgresql).upgrade, released(body).upgrade)
  })

  it('is refused where it would not be read as it was written', () => {
    assert.throws(() => back(released('-- downgrade\nSELECT 1')), coded('invalid-operation', /cannot be released/))
  })

  it('has parameters as literals', () => {
    const step = frozenStep({ statements: [['INSERT INTO t VALUES (?, ?)', "it's", new Uint8Array([255])]] }, sqlite)
    assert.deepEqual(step.statements, ["INSERT INTO t VALUES ('it''s', X'ff')"])
  })

  it('says what is wrong with one that is none', () => {
    for (const [text, words] of [
      ['-- upgrade\nSELECT 1;', /'-- revision:' line/],
      ['-- revision: a\n-- upgrade\nSELECT 1;', /'-- upgrade:' line/],
      [`-- revision: a\n-- upgrade: statements ${sum}\n-- downgrade: none\n`, /'-- upgrade' section/],
    ] as const)
      assert.throws(() => readReleased('x.sql', text, sqlite), coded('invalid-revision', words))
  })
})

describe('a release', () => {
  it('of random histories compiles to what it says, from then on', async () => {
    for (let seed = 0; seed < 6; seed++) {
      const make = () => historyOf(seed)
      const first = await compileModules(make, 'sqlite')
      const files = new Map([...freeze(first, sourcesOf(make))].map(([id, text]) => [`${id}.sql`, text]))
      // Nothing has to be looked at any more.
      const again = await compileModules(make, 'sqlite', {
        released: files,
        scratch: async () => assert.fail('looked'),
        baseline: false,
      })
      assert.deepEqual(freeze(again, sourcesOf(make)), freeze(first, sourcesOf(make)))
      assert.ok(again.report.every((one) => one.released))
      for (const [at, { steps }] of again.chunks.entries()) {
        for (const [id, step] of Object.entries(steps)) {
          const was = first.chunks[at]?.steps[id]
          assert.deepEqual(step, was?.variants ? frozenStep(was, sqlite) : was)
        }
      }
    }
  })

  it('leaves parameters as they were, and is used as it is where anything else is not as compiled now', async () => {
    const make = (): readonly RevisionModule[] => [
      { revision: 'a', downRevision: null, upgrade: (op) => op.bulkInsert('t', [{ a: 1 }]) },
    ]
    const [[, text] = ['', '']] = freeze(await compileModules(make, 'd1'), sourcesOf(make))
    assert.match(text, /VALUES \(1\);/)
    for (const [written, statements] of [
      [text, [['INSERT INTO t (a) VALUES (?)', 1]]],
      [text.replace('VALUES (1)', 'values (1)'), ['INSERT INTO t (a) values (1)']],
    ] as const) {
      const { chunks } = await compileModules(make, 'd1', { released: new Map([['a.sql', written]]) })
      assert.deepEqual(chunks[0]?.steps.a, { statements })
    }
  })

  it('finds sources that are not what was released', async () => {
    const make = () => historyOf(2)
    const files = new Map(
      [...freeze(await compileModules(make, 'd1'), sourcesOf(make))].map(([id, text]) => [`${id}.sql`, text]),
    )
    const changes = async (sources = sourcesOf(make)) =>
      (await releasedChanges({ engine: 'd1', revisions: sources, released: files })).map(({ revision, what }) => [
        revision,
        what,
      ])
    assert.deepEqual(await changes(), [])
    const [first, second, ...others] = sourcesOf(make)
    assert.ok(first && second)
    assert.deepEqual(await changes([first, { ...second, downRevision: [] }, ...others]), [['r1', 'what it follows']])
    assert.deepEqual(await changes([first, { ...second, dependsOn: ['r0'] }, ...others]), [
      ['r1', 'what it depends on'],
    ])
    assert.deepEqual(await changes([first, ...others]), [['r1', 'it is gone']])
    const silent = { revision: 'r0', downRevision: null, upgrade: () => undefined }
    const other: SourceRevision = { ...first, load: async () => ({ module: silent, within: (work) => work() }) }
    assert.deepEqual(await changes([other, second, ...others]), [['r0', 'its upgrade']])
    await assert.rejects(
      compile({ engine: 'd1', revisions: [other, second, ...others], released: files }),
      coded('released-changed', /versions\/r0\.js.*its upgrade has changed.*r0\.sql/),
    )
    const told: ReleasedChange[] = []
    const onReleasedChange = (change: ReleasedChange) => told.push(change)
    const { report } = await compile({
      engine: 'd1',
      revisions: [other],
      released: new Map([['r0.sql', files.get('r0.sql') as string]]),
      onReleasedChange,
    })
    assert.deepEqual([told.map(({ file }) => file), report[0]?.released], [['versions/r0.js'], undefined])
  })
})
