import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { build } from 'esbuild'
import fc from 'fast-check'
import {
  addColumn,
  bigInteger,
  check,
  column,
  createTable,
  createUniqueConstraint,
  dateTime,
  integer,
  type Operation,
  renderOperations,
  sql,
  string,
  text,
  unique,
} from 'limbeck/op'
import { record } from '../../../src/ops/record.js'
import { cases } from '../cases/index.js'
import { anyText, directives, plainText } from './arbitrary.js'
import { assertSame, recorded } from './rendered.js'

/** What a case does, and what undoes it as far as that is known; without what has no name, which is not rendered. */
const histories = Object.entries(cases).flatMap(([room, ofRoom]) =>
  ofRoom.map(({ what, up, down, convention }) => {
    const done = record(up, convention) ?? assert.fail('This is a program.')
    const undone = down
      ? (record(down, convention) ?? [])
      : [...done].reverse().flatMap((each) => each.reverse?.() ?? [])
    return { what: `${room}: ${what}`, done, undone }
  }),
)

const isNamed = ({ alteration }: Operation) =>
  alteration?.changes.every((change) => change.kind !== 'addConstraint' || change.constraint.name !== undefined) ?? true

/** What Biome makes of code, with the rules of this project. */
function formatted(code: string): string {
  const biome = 'node_modules/@biomejs/biome/bin/biome'
  const { stdout, stderr, status } = spawnSync(process.execPath, [biome, 'format', '--stdin-file-path=a.ts'], {
    input: code,
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return stdout
}

const inFunction = (operations: readonly Operation[]) =>
  `function upgrade(op) {\n${renderOperations(operations).code}}\n`

const byHand = `\
  op.createTable(
    'note',
    column('id', integer(), { primaryKey: true }),
    column('title', string(200), { nullable: false, unique: true }),
    column('made', dateTime({ timezone: true }), { nullable: false, default: sql\`CURRENT_TIMESTAMP\` }),
    column('owner', integer(), { references: { table: 'user', column: 'id', onDelete: 'CASCADE' } }),
    check("title <> ''", { name: 'ck_note_title' }),
    { comment: 'What users write' },
  )
  op.createIndex(op.f('ix_note_made'), 'note', ['made'])
  op.alterColumn('user', 'name', { type: string(80), nullable: false, fill: '', existingType: text() })
  op.dropTable('old', { existing: createTable('old', column('id', bigInteger())) })
  op.batchAlterTable('tag', (batch) => {
    batch.dropConstraint('uq_tag', { existing: unique(['name']) })
    batch.addColumn(column('color', text(), { default: "'red'" }), { after: 'name' })
  })
  op.bulkInsert('tag', [
    { id: 1n, name: "it's" },
    { id: 2n, name: null },
  ])
  op.execute(\`UPDATE tag
SET name = 'none'
WHERE name IS NULL\`)
  op.autocommitBlock(() => {
    op.createIndex('ix_tag', 'tag', [sql\`lower(name)\`], { concurrently: true })
  })
`

describe('renderOperations', () => {
  describe('writes what makes the same operations', () => {
    for (const { what, done, undone } of histories) {
      it(what, () => {
        assertSame(done.filter(isNamed))
        assertSame(undone.filter(isNamed))
      })
    }
  })

  it('writes what makes the same operations, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(directives(anyText), { maxLength: 3 }), (said) => {
        assertSame(recorded((op) => said.forEach((say) => void say(op))))
      }),
      { numRuns: 500 },
    )
  })

  it('writes what Biome would not format otherwise, whatever it says', () => {
    const code = fc
      .sample(directives(plainText), { numRuns: 400, seed: 1 })
      .map((say) => inFunction(recorded(say)))
      .join('\n')
    assert.equal(formatted(code), code)
  })

  it('writes what Biome would not format otherwise', () => {
    const few = histories.filter(({ what }) => !what.includes('more rows than one statement'))
    const code = few
      .flatMap(({ done, undone }) => [done, undone].map((operations) => operations.filter(isNamed)))
      .filter((operations) => operations.length > 0)
      .map(inFunction)
      .join('\n')
    assert.equal(formatted(code), code)
  })

  it('writes as a hand would', () => {
    const operations = recorded((op) => {
      op.createTable(
        'note',
        column('id', integer(), { primaryKey: true }),
        column('title', string(200), { nullable: false, unique: true }),
        column('made', dateTime({ timezone: true }), { nullable: false, default: sql`CURRENT_TIMESTAMP` }),
        column('owner', integer(), { references: { table: 'user', column: 'id', onDelete: 'CASCADE' } }),
        check("title <> ''", { name: 'ck_note_title' }),
        { comment: 'What users write' },
      )
      op.createIndex(null, 'note', ['made'])
      op.alterColumn('user', 'name', { type: string(80), nullable: false, fill: '', existingType: text() })
      op.dropTable('old', { existing: createTable('old', column('id', bigInteger())) })
      op.batchAlterTable('tag', (batch) => {
        batch.dropConstraint('uq_tag', { existing: unique(['name']) })
        batch.addColumn(column('color', text(), { default: "'red'" }), { after: 'name' })
      })
      op.bulkInsert('tag', [
        { id: 1n, name: "it's" },
        { id: 2n, name: null },
      ])
      op.execute("UPDATE tag\nSET name = 'none'\nWHERE name IS NULL")
      op.autocommitBlock(() => op.createIndex('ix_tag', 'tag', [sql`lower(name)`], { concurrently: true }))
    })
    const { code, imports } = renderOperations(operations)
    assert.equal(code, byHand)
    assert.deepEqual(imports, [
      ...['bigInteger', 'check', 'column', 'createTable', 'dateTime', 'integer', 'sql', 'string', 'text', 'unique'],
    ])
  })

  it('keeps the way back', () => {
    const undone = [addColumn('t', column('a', integer()))].flatMap((operation) => operation.reverse?.() ?? [])
    assert.deepEqual(renderOperations(undone), {
      code: "  op.dropColumn('t', column('a', integer()))\n",
      imports: ['column', 'integer'],
    })
  })

  it('indents as told', () => {
    const drop = recorded((op) => op.autocommitBlock(() => op.dropTable('t')))
    assert.equal(renderOperations(drop, { indent: 0 }).code, "op.autocommitBlock(() => {\n  op.dropTable('t')\n})\n")
    assert.deepEqual(renderOperations([]), { code: '', imports: [] })
  })

  it('takes an operation of one’s own at its word', () => {
    const analyze: Operation = {
      kind: 'analyze',
      toSql: () => ['ANALYZE'],
      render: () => ({ code: 'op.execute(sql`ANALYZE`)', imports: ['sql'] }),
    }
    const operations = recorded((op) => {
      op.invoke(analyze)
      op.autocommitBlock(() => op.invoke(analyze))
    })
    assert.deepEqual(renderOperations(operations), {
      code: '  op.execute(sql`ANALYZE`)\n  op.autocommitBlock(() => {\n    op.execute(sql`ANALYZE`)\n  })\n',
      imports: ['sql'],
    })
  })

  it('refuses an operation that does not say how it is written', () => {
    for (const kind of ['analyze', 'toString']) {
      assert.throws(() => renderOperations([{ kind, toSql: () => ['ANALYZE'] }]), {
        code: 'unsupported-operation',
        message: `${kind} cannot be written as TypeScript: it has no render().`,
      })
    }
  })

  it('never writes a name that is null', () => {
    assert.throws(() => renderOperations([createUniqueConstraint(null, 't', ['a'])]), {
      code: 'unsupported-operation',
      message: /^A constraint of 't' without a name/,
    })
    const index = recorded((op) => op.createTable('t', column('a', text(), { index: true, unique: true })))
    assert.doesNotMatch(renderOperations(index).code, /null/)
  })

  it('is not loaded with the operations that programs load', async () => {
    const { metafile } = await build({
      entryPoints: ['src/ops/operations.ts', 'src/ops/to-statements.ts'],
      ...{ bundle: true, write: false, metafile: true, outdir: 'out', logLevel: 'silent', format: 'esm' },
    })
    const files = Object.keys(metafile.inputs)
    assert.ok(files.includes('src/ops/create-table.ts'))
    assert.deepEqual(
      files.filter((file) => file.includes('render')),
      [],
    )
  })
})
