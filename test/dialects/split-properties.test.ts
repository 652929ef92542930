import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase, rows } from '../database.js'
import { anyStatements, separator } from './corpus.js'
import { postgresqlCorpus, postgresqlSpaces } from './postgresql-corpus.js'
import { sqliteCorpus, sqliteSpaces } from './sqlite-corpus.js'

const languages = [
  {
    dialect: sqlite,
    statements: anyStatements(sqliteCorpus, sqliteSpaces),
    signs: ['\uFEFF', '`', '[', ']', '?', ':a', '@'],
  },
  {
    dialect: postgresql,
    statements: anyStatements(postgresqlCorpus, postgresqlSpaces),
    signs: ['$', '$$', '$a$', "E'"],
  },
] as const

const common = ["'", '"', '--', '/*', '*/', '\\', '\n', '\r\n', '\r', ' ', ';', '(', ')', '.', '1', 'é', '😀']
const words = [
  'CREATE',
  'TRIGGER',
  'TEMP',
  'FUNCTION',
  'BEGIN',
  'ATOMIC',
  'CASE',
  'END',
  'as',
  'x',
  '$1',
  '-',
  '/',
  '\0',
]

for (const { dialect, statements, signs } of languages) {
  describe(`split, of ${dialect.name}`, () => {
    it('gives back what was joined', () => {
      fc.assert(
        fc.property(statements, separator, fc.boolean(), (given, by, last) => {
          assert.deepEqual(dialect.split(given.join(by) + (last ? by : '')), given)
        }),
        { numRuns: 500 },
      )
    })

    it('loses nothing of any text: its tokens are the text, its statements the text but semicolons and what is none', () => {
      const text = fc.string({ unit: fc.constantFrom(...common, ...words, ...signs), maxLength: 60 })
      fc.assert(
        fc.property(text, (sql) => {
          const tokens = [...dialect.tokens(sql)]
          assert.equal(tokens.map((token) => token.text).join(''), sql)
          assert.ok(tokens.every(({ start, text: { length } }) => sql.length >= start + length && length > 0))
          const code = (some: Iterable<{ text: string; kind: string }>) =>
            [...some].filter(({ kind, text: { length } }) => length > 0 && kind !== 'space' && kind !== 'comment')
          const found = dialect.split(sql)
          const kept = found.flatMap((statement) => code(dialect.tokens(statement)).map((token) => token.text))
          const all = code(tokens.filter(({ text: sign, nested }) => sign !== ';' || nested)).map((token) => token.text)
          assert.deepEqual(kept, all)
        }),
        { numRuns: 2000 },
      )
    })

    it('takes time in proportion to a text, whatever it is', () => {
      const hostile = [...common, ...words, ...signs, '$a$ $b$', "E'\\' \n", '/* */', '::', 'create trigger ', "''"]
      for (const sign of hostile) {
        const start = performance.now()
        dialect.split(sign.repeat(Math.ceil(100_000 / sign.length)))
        assert.ok(performance.now() - start < 2000, `${JSON.stringify(sign)}: ${performance.now() - start} ms`)
      }
    })
  })
}

/** What is stored of a schema; of some statements that is also the white space before the semicolon. */
const stored = (schema: string) =>
  `SELECT type, name, tbl_name, rtrim(sql, char(9, 10, 12, 13, 32, 65279)) FROM ${schema}.sqlite_master`

describe('split, on SQLite', () => {
  it('gives the same database one by one as the whole text at once', () => {
    fc.assert(
      fc.property(anyStatements(sqliteCorpus, sqliteSpaces), separator, (given, by) => {
        const whole = newDatabase(given.join(by))
        const single = newDatabase()
        for (const statement of sqlite.split(given.join(by))) single.run(statement)
        const tables = rows(whole, `SELECT name FROM sqlite_master WHERE type = 'table'`).flat().map(String)
        const queries = tables.map((table) => `SELECT * FROM ${sqlite.identifier(table)}`)
        for (const query of [stored('main'), stored('temp'), ...queries]) {
          assert.deepEqual(rows(single, query), rows(whole, query))
        }
        assert.ok(tables.length > 0)
        whole.close()
        single.close()
      }),
      { numRuns: 200, includeErrorInReport: true },
    )
  })
})
