import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase, rows, values } from '../database.js'

const trigger = (body: string, how = 'CREATE TRIGGER') => `${how} tr AFTER INSERT ON t BEGIN ${body} END`

/** Texts whose statements are these, and that SQLite runs. */
const cases: Readonly<Record<string, readonly string[]>> = {
  'plain statements': ['SELECT 1', 'SELECT 2'],
  'strings with semicolons and doubled quotes': ["SELECT ';', 'it''s; fine'", "SELECT ''", "SELECT ''';'"],
  'quoted names with semicolons': ['SELECT 1 AS ";""a"', 'SELECT 2 AS `;``b`', 'SELECT 3 AS [;c"]'],
  'quotes inside other quotes': [`SELECT '"' AS "'"`, "SELECT '`;[' AS `]`"],
  'line comments': ["SELECT 1 -- it's; one\n+ 1", 'SELECT 2'],
  'block comments': ["/* a; 'b */ SELECT 1 /* ; */ + 1", '/**/SELECT/*;*/2'],
  'comments inside strings': ["SELECT '--', '/*'", "SELECT '*/'"],
  'minus and slash that begin no comment': ['SELECT 1 - -1', 'SELECT 4 / 2 * 1'],
  'CASE outside of triggers': ["SELECT CASE 1 WHEN 1 THEN ';' ELSE 2 END", 'SELECT CASE WHEN 1 THEN 2 END'],
  'a transaction': ['BEGIN', 'INSERT INTO t VALUES (1, 2)', 'COMMIT', 'BEGIN IMMEDIATE', 'END', 'SELECT 1'],
  'a trigger': [trigger('SELECT 1; SELECT 2;'), 'SELECT 3'],
  'a trigger with CASE': [trigger('SELECT CASE WHEN 1 THEN CASE 1 WHEN 1 THEN 2 END END; SELECT 2;'), 'SELECT 3'],
  'a temporary trigger': [trigger('SELECT 1;', 'CREATE TEMP TRIGGER'), 'SELECT 3'],
  'a TEMPORARY trigger that may exist': [trigger('SELECT 1;', 'create TEMPORARY trigger if NOT exists'), 'SELECT 3'],
  'a trigger with comments everywhere': [
    `CREATE /* ; */ -- begin;\n TRIGGER tr AFTER INSERT ON t BEGIN -- end;\n SELECT 'end;'; /* END; */ END`,
    'SELECT 1',
  ],
  'a trigger after a comment': [`-- a trigger;\n${trigger('SELECT 1;')}`, 'SELECT 1'],
  'a trigger with words that contain begin and end': [
    'CREATE TRIGGER begin_end AFTER INSERT ON t BEGIN SELECT 1 AS the_end, 2 AS begin2; SELECT 3 AS ended; END',
    'SELECT 1',
  ],
  'a trigger that reads a column named end': [trigger('UPDATE t SET "end" = NEW.end; SELECT 2;'), 'SELECT 3'],
  'a trigger that reads a column named begin': [trigger('UPDATE t SET "end" = NEW.begin; SELECT 2;'), 'SELECT 3'],
  'triggers of columns named begin and end': [
    'CREATE TRIGGER one AFTER UPDATE OF begin ON t BEGIN SELECT 1; SELECT 2; END',
    'CREATE TRIGGER two AFTER UPDATE OF end ON t BEGIN SELECT 1; SELECT 2; END',
    'SELECT 3',
  ],
  'a table of columns named begin, end and trigger': ['CREATE TABLE plan (begin, end, trigger)', 'SELECT 1'],
  'a table named trigger': ['CREATE TABLE trigger (a)', 'CREATE TEMP TABLE "x;" (a)', 'SELECT 1'],
  'a trigger that is only explained': [`EXPLAIN ${trigger('SELECT 1;')}`, 'SELECT 3'],
  'brackets in names and text': ['SELECT \'(\' AS [(], 1 AS "(" /* ( */', 'SELECT 2 /* ( */'],
  'a comment that holds another': ['SELECT 1 /* /* ; */', 'SELECT 2'],
  'a carriage return, which ends no comment': ['SELECT 1 -- a;\rb;\n + 1', 'SELECT 2'],
  'letters beyond ASCII': ['SELECT 1 AS \u00a0é\u2003', 'SELECT 2'],
  'dollars in names': ['CREATE TABLE a$b$ (c$$ DEFAULT 1)', 'INSERT INTO a$b$ (c$$) VALUES (2)'],
  'parameters of every kind': ['SELECT ?, ?7, :a, @a, $a, $a::b(;)', 'SELECT 1'],
}

const table = 'CREATE TABLE t ("begin", "end")'

describe('split, of SQLite', () => {
  for (const [what, statements] of Object.entries(cases)) {
    it(`finds ${what}`, () => {
      assert.deepEqual(sqlite.split(statements.join(';')), statements)
      assert.deepEqual(sqlite.split(`\n${statements.join(' ;\r\n\t')};;\n`), statements)
    })

    it(`finds ${what} as SQLite does: one by one gives the same database`, () => {
      const whole = newDatabase(table)
      whole.exec(statements.join(';'))
      const single = newDatabase(table)
      for (const statement of sqlite.split(statements.join(';'))) single.run(statement)
      for (const query of ['SELECT sql FROM sqlite_master', 'SELECT sql FROM temp.sqlite_master', 'SELECT * FROM t']) {
        assert.deepEqual(rows(single, query), rows(whole, query))
      }
    })
  }

  it('keeps CRLF inside statements and strings', () => {
    const text = "SELECT 'a;\r\nb',\r\n1;\r\n-- c;\r\nSELECT 2;\r\n"
    assert.deepEqual(sqlite.split(text), ["SELECT 'a;\r\nb',\r\n1", '-- c;\r\nSELECT 2'])
    const db = newDatabase()
    assert.deepEqual(values(db, sqlite.split(text)[0] ?? ''), ['a;\r\nb', 1])
  })

  for (const text of ['', ' \r\n\t', ';', ' ; ;; ', '-- a;b', '/* a;b */', '-- a\n/* b */;;-- c', '\uFEFF', '/* a;']) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(sqlite.split(text), [])
    })
  }

  it('takes a comment that nothing ends to the end of the text', () => {
    assert.deepEqual(sqlite.split('SELECT 1 /* a; b'), ['SELECT 1 /* a; b'])
    assert.deepEqual(sqlite.split('SELECT 1 -- a; b'), ['SELECT 1 -- a; b'])
    assert.deepEqual(values(newDatabase(), 'SELECT 1 /* a; b'), [1])
  })

  it('drops comments between statements, and keeps those before and inside one', () => {
    assert.deepEqual(sqlite.split('-- one\nSELECT 1; -- two\nSELECT 2; -- three'), [
      '-- one\nSELECT 1',
      '-- two\nSELECT 2',
    ])
  })

  it('keeps what is no white space to SQLite', () => {
    assert.deepEqual(sqlite.split('SELECT 1 \u00a0;\u2003'), ['SELECT 1 \u00a0', '\u2003'])
    assert.deepEqual(newDatabase().exec('SELECT 1 \u00a0')[0]?.columns, ['\u00a0'])
  })

  it('leaves out byte order marks, wherever files were put together', () => {
    assert.deepEqual(sqlite.split('\uFEFFSELECT 1;\n\uFEFFSELECT 2'), ['SELECT 1', 'SELECT 2'])
  })

  it('passes a string of 20 million characters', () => {
    assert.equal(sqlite.split(`SELECT '${'x;'.repeat(10_000_000)}'; SELECT 1`).length, 2)
  })
})

/** Texts of PostgreSQL whose statements are these; that PostgreSQL reads them so is tested where it runs. */
const inPostgresql: Readonly<Record<string, readonly string[]>> = {
  'dollar quotes, with and without a tag': ['SELECT $$a;b$$', "SELECT $x$ a;$$;' $x$", 'DO $fn$ BEGIN x; END; $fn$'],
  'dollar quotes of any letters': ['SELECT $é_1$;$é$;$é_1$', 'SELECT $a$;$A$;$$a$', 'SELECT 1$$;$$'],
  'dollars in names and parameters': ['SELECT a$b$', 'SELECT $1, a$$ AS c$', 'SELECT $1$$;$$'],
  'comments in comments': ['SELECT 1 /* /* ; */ ; */', '/*/ ; */ SELECT 2 /* /*/ ; */*/ */'],
  'a carriage return, which ends a comment': ['SELECT 1 -- a;\r + 1', 'SELECT 2 -- b;\r+ 1'],
  'comments that begin in an operator': ['SELECT 1 @--;\n1', 'SELECT 1 +/*;*/ 1'],
  'backslashes, which mean something only after E': [
    "SELECT '\\'",
    "SELECT E'\\';'",
    "SELECT e'\\\\'",
    "SELECT typE'\\'",
  ],
  'text with escapes that goes on on another line': ["SELECT E'a' -- '\n '\\';'", "SELECT E'a'\r'\\';'\n'\\';'"],
  'text that does not go on': ["SELECT E'a' '\\'", "SELECT E'a' /*\n*/ '\\'", "SELECT 'a'\n'\\'"],
  'text of other kinds': ["SELECT U&'\\0041;\\'", 'SELECT U&"\\0041;"', "SELECT B'1;', x';', N';'"],
  names: ['SELECT 1 AS "a;""b\\"', "SELECT a[1], b['];']", 'SELECT 1 ` 2'],
  'the body of a routine': [
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END',
    'CREATE OR REPLACE PROCEDURE p() begin atomic SELECT 1 AS end; SELECT x.case FROM x; end',
    'SELECT 3',
  ],
  'routines without a body of that kind': [
    'CREATE FUNCTION begin() RETURNS int RETURN 1',
    'CREATE FUNCTION f(begin atomic) RETURNS int RETURN CASE 1 WHEN 1 THEN 2 END',
    "CREATE FUNCTION g() RETURNS int AS 'BEGIN ATOMIC'",
  ],
  'a rule': ['CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)', 'SELECT 1'],
  'a transaction, and CASE': ['BEGIN', 'SELECT CASE WHEN true THEN 1 END', 'END', 'SELECT 1'],
}

describe('split, of PostgreSQL', () => {
  for (const [what, statements] of Object.entries(inPostgresql)) {
    it(`finds ${what}`, () => {
      assert.deepEqual(postgresql.split(`\uFEFF${statements.join('\n;\r\n\t')};;\n`), statements)
    })
  }

  for (const text of [
    "SELECT 'a;",
    'SELECT "a;',
    'SELECT $a$;$b$',
    "SELECT E'\\';",
    'SELECT 1 /* /* ; */',
    'SELECT (1;2',
  ]) {
    it(`takes to its end what nothing ends: ${text}`, () => {
      assert.deepEqual(postgresql.split(text), [text])
    })
  }
})
