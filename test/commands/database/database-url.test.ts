import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasPassword, hidePassword, parseDatabaseUrl } from '../../../src/commands/database/database-url.js'

describe('the address of a database', () => {
  for (const [url, read] of [
    ['sqlite:app.db', { kind: 'sqlite', file: '/here/app.db' }],
    ['sqlite:../app.db', { kind: 'sqlite', file: '/app.db' }],
    ['sqlite:/abs/app.db', { kind: 'sqlite', file: '/abs/app.db' }],
    ['sqlite:///app.db', { kind: 'sqlite', file: '/here/app.db' }],
    ['sqlite:////abs/app.db', { kind: 'sqlite', file: '/abs/app.db' }],
    ['sqlite::memory:', { kind: 'sqlite', file: ':memory:' }],
    ['sqlite:///:memory:', { kind: 'sqlite', file: ':memory:' }],
    ['sqlite://', { kind: 'sqlite', file: ':memory:' }],
    ['postgresql://u:p@h:1/d?sslmode=require', { kind: 'postgresql', url: 'postgresql://u:p@h:1/d?sslmode=require' }],
    ['postgres://h/d', { kind: 'postgresql', url: 'postgresql://h/d' }],
    ['postgresql+psycopg2://h/d', { kind: 'postgresql', url: 'postgresql://h/d' }],
    ['pglite:data', { kind: 'pglite', folder: '/here/data' }],
    ['d1:DB', { kind: 'd1', database: 'DB' }],
    ['d1-http:field-notes', { kind: 'd1-http', database: 'field-notes' }],
  ] as const) {
    it(`reads ${url}`, () => assert.deepEqual(parseDatabaseUrl(url, '/here'), read))
  }
  for (const url of ['mysql://u:secret@h/d', 'app.db', '', 'oracle:x']) {
    it(`refuses '${url}', without its password`, () => {
      assert.throws(() => parseDatabaseUrl(url, '/here'), {
        code: 'invalid-configuration',
        message: /is no database: write sqlite:FILE, .*or d1-http:NAME\.$/,
      })
    })
  }
  for (const [url, shown] of [
    ['postgresql://u:secret@h/d', 'postgresql://u:***@h/d'],
    ['postgresql://u:s@crét:x@h/d', 'postgresql://u:***@crét:x@h/d'],
    ['postgresql://h/d?user=u&password=secret&x=1', 'postgresql://h/d?user=u&password=***&x=1'],
    ['Error at postgresql://u:secret@h/d: refused', 'Error at postgresql://u:***@h/d: refused'],
    ['postgresql://u@h/d', 'postgresql://u@h/d'],
    ['sqlite:a@b.db', 'sqlite:a@b.db'],
  ] as const) {
    it(`shows ${url} as ${shown}`, () => {
      assert.equal(hidePassword(url), shown)
      assert.equal(hasPassword(url), url !== shown)
    })
  }
})
