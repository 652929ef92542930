import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { checkImports, roomOf } from './check-imports.js'
import { table } from './table.js'

const sources = Object.fromEntries(
  ['src', 'adapters']
    .flatMap((top) => readdirSync(top, { recursive: true, encoding: 'utf8' }).map((path) => `${top}/${path}`))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('src/templates/'))
    .map((path) => [path, readFileSync(path, 'utf8')]),
)

describe('the import table', () => {
  it('holds for src/ and adapters/', () => {
    assert.ok(Object.keys(sources).length > 40, 'the sources were found')
    assert.deepEqual(checkImports(sources, table), [])
  })

  it('names only rooms that it has', () => {
    const named = Object.values(table).flatMap((rule) =>
      [rule.values, rule.types, rule.lazy].flatMap((list) => list ?? []),
    )
    assert.deepEqual(
      named.filter((name) => !table[name.split('/')[0] ?? '']),
      [],
    )
  })
})

describe('the check of imports', () => {
  const room = { 'src/errors.ts': '', 'src/adapter.ts': '', 'src/graph/plan.ts': '', 'src/ops/index.ts': '' }
  const wrongs = (path: string, source: string, more = {}) => checkImports({ ...room, ...more, [path]: source }, table)
  const refuses = (path: string, source: string, wrong: string | RegExp, more = {}) => {
    const found = wrongs(path, source, more)
    assert.ok(
      found.some((one) => (typeof wrong === 'string' ? one === `${path}: ${wrong}` : wrong.test(one))),
      JSON.stringify(found),
    )
  }

  it('knows the room of a file', () => {
    assert.deepEqual(
      [
        'src/errors.ts',
        'src/runner/run.ts',
        'adapters/sql-js.ts',
        'adapters/connection/a.ts',
        'adapters/conformance.ts',
      ].map(roomOf),
      ['errors', 'runner', 'adapters', 'connection', 'conformance'],
    )
    assert.equal(roomOf('adapters/conformance/cases.ts'), 'conformance')
  })
  it('lets pass what the table allows', () => {
    const source = `import { a } from './b.js'
      import { graph } from '../graph/plan.js'
      import type { Adapter } from '../adapter.js'
      import { type Operation } from '../ops/index.js'
      const ops = () => import('../ops/index.js')`
    assert.deepEqual(wrongs('src/runner/run.ts', source, { 'src/runner/b.ts': '' }), [])
  })
  it('refuses a value where only types may go', () => {
    refuses('src/runner/run.ts', `import { op } from '../ops/index.js'`, 'imports src/ops/index.ts')
    refuses('src/runner/run.ts', `import { type A, op } from '../ops/index.js'`, 'imports src/ops/index.ts')
    refuses('src/runner/run.ts', `export { op } from '../ops/index.js'`, 'imports src/ops/index.ts')
    refuses('src/runner/run.ts', `import '../ops/index.js'`, 'imports src/ops/index.ts')
  })
  it('refuses types and lazy imports that are not in the table', () => {
    refuses('src/graph/walk.ts', `import type { A } from '../adapter.js'`, 'imports types of src/adapter.ts')
    refuses('src/graph/walk.ts', `let a: import('../adapter.js').Adapter`, 'imports types of src/adapter.ts')
    refuses('src/graph/walk.ts', `await import('../ops/index.js')`, 'imports lazily src/ops/index.ts')
    refuses('src/graph/walk.ts', `await import(name)`, 'imports lazily a computed name')
  })
  it('refuses node: and packages', () => {
    refuses('src/graph/walk.ts', `import { readFile } from 'node:fs'`, 'imports node:fs')
    refuses('src/runner/run.ts', `import { get } from 'idb-keyval'`, 'imports idb-keyval')
    assert.deepEqual(wrongs('adapters/connection/store.ts', `import { get } from 'idb-keyval'`), [])
    assert.deepEqual(wrongs('src/scripts/directory.ts', `import { readFile } from 'node:fs'`), [])
  })
  it('refuses an adapter that imports another', () => {
    refuses('adapters/a.ts', `import { b } from './b.js'`, 'imports adapters/b.ts', { 'adapters/b.ts': '' })
  })
  it('refuses a room that is not in the table, and a file that is not there', () => {
    refuses('src/extra/a.ts', '', `the room 'extra' is not in the table`)
    refuses('src/graph/walk.ts', `import './gone.js'`, 'imports src/graph/gone.ts, which is not there')
  })
  it('refuses rooms in a cycle', () => {
    refuses('src/graph/walk.ts', `import type { B } from '../ops/b.js'`, /graph -> ops -> graph|ops -> graph -> ops/, {
      'src/ops/b.ts': `import type { A } from '../graph/walk.js'`,
    })
  })
  it('refuses export *, default exports and drawers', () => {
    refuses('src/index.ts', `export * from './errors.js'`, 'has `export *`')
    refuses('src/index.ts', 'export default 1', 'has a default export')
    refuses('src/index.ts', 'const a = 1; export { a as default }', 'has a default export')
    refuses('src/graph/utils.ts', '', 'is named like a drawer')
  })
  it('refuses transactions outside adapters/', () => {
    for (const sql of [`'BEGIN'`, '`COMMIT`', `'begin immediate'`, `'ROLLBACK TO x'`]) {
      refuses('src/runner/run.ts', `const sql = ${sql}`, 'opens or ends a transaction in runner')
    }
    assert.deepEqual(wrongs('adapters/a.ts', `const sql = 'BEGIN IMMEDIATE'`), [])
    assert.deepEqual(wrongs('src/runner/run.ts', `const kind = 'begin' // BEGIN`), [])
  })
})
