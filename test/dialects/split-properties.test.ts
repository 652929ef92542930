import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase, rows } from '../database.js'

const inside = fc.string({ unit: fc.constantFrom(';', "'", '"', '`', '--', '/*', '\n', ' ', 'a', 'END', 'BEGIN', '$') })
const string = inside.map((text) => `'${text.replaceAll("'", "''")}'`)
const name = inside.map((text) => `"a${text.replaceAll('"', '""')}"`)
const comment = fc.oneof(
  inside.map((text) => `--${text.replaceAll('\n', '')}\n`),
  inside.map((text) => `/*${text.replaceAll('*/', '')}*/`),
)
const word = fc.constantFrom('SELECT', 'begin', 'END', 'case', 'x', '()', '-', '1', '=', ',', '?', 'trigger', 'é')
const plain = fc
  .array(fc.oneof(word, string, name, comment), { maxLength: 8 })
  .map((tokens) => ['SELECT', ...tokens, '1'].join(' '))
const trigger = fc
  .tuple(fc.constantFrom('TRIGGER', 'TEMP TRIGGER', 'trigger IF NOT EXISTS'), fc.array(fc.oneof(string, name)), comment)
  .map(([how, parts, said]) => {
    const body = parts.map((part) => `SELECT CASE WHEN ${part} THEN 1 END; ${said}`).join('')
    return `CREATE ${how} x AFTER INSERT ON t BEGIN ${body} SELECT 1; END`
  })

/** A table of its own, rows with any text, and a trigger on it: statements that run. */
const real = fc.array(fc.tuple(name, string, comment), { minLength: 1, maxLength: 5 }).map((made) =>
  made.flatMap(([column, value, said], at) => [
    `CREATE TABLE t${at} (${column} TEXT ${said} DEFAULT ${value})`,
    `CREATE TRIGGER ${said} tr${at} BEFORE INSERT ON t${at} WHEN NEW.${column} <> ${value}
        BEGIN INSERT INTO t${at} SELECT CASE WHEN 1 THEN ${value} END; ${said} END`,
    `INSERT INTO t${at} VALUES (${value}), ('other')`,
  ]),
)

describe('splitStatements, for any statements', () => {
  it('gives back what was joined', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, trigger)), fc.constantFrom(';', ';\n', ' ;;\r\n'), (statements, by) => {
        assert.deepEqual(sqlite.split(statements.join(by)), statements)
      }),
      { numRuns: 500 },
    )
  })

  it('loses nothing but semicolons, white space and comments', () => {
    const bare = (text: string) => text.replace(/[;\s]/g, '')
    fc.assert(
      fc.property(fc.array(fc.oneof(word, string, name, trigger, fc.constant(';'))), (tokens) => {
        assert.equal(bare(sqlite.split(tokens.join(' ')).join('')), bare(tokens.join(' ')))
      }),
    )
  })

  it('gives the same database one by one as the whole text at once', () => {
    fc.assert(
      fc.property(real, (statements) => {
        const whole = newDatabase(statements.join(';'))
        const single = newDatabase()
        for (const statement of sqlite.split(statements.join(';'))) single.run(statement)
        const tables = statements.flatMap((_, at) => (at % 3 === 0 ? `SELECT * FROM t${at / 3}` : []))
        for (const query of ['SELECT sql FROM sqlite_master', ...tables]) {
          assert.ok(rows(whole, query).length > 0)
          assert.deepEqual(rows(single, query), rows(whole, query))
        }
      }),
      { numRuns: 50 },
    )
  })
})
