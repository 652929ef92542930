import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Database } from 'sql.js'
import { dialectOf } from '../../src/dialects/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { gateWords } from '../../src/rebuild/gate.js'
import { lookEarly } from '../../src/rebuild/look-early.js'
import { column } from '../../src/schema/column.js'
import { boolean, enumeration, integer, numeric, string, text } from '../../src/schema/column-type.js'
import { check, foreignKey, unique } from '../../src/schema/constraint.js'
import { sql } from '../../src/schema/sql.js'
import { coded, newDatabase, objects, rows, values } from '../database.js'
import { alterColumn, altering, factsOf, runRebuild } from './run-rebuild.js'

const textOf = (db: Database, name: string) => values(db, `SELECT sql FROM sqlite_master WHERE name = '${name}'`)[0]

const note = `CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
  title VARCHAR(40) NOT NULL ON CONFLICT FAIL COLLATE NOCASE DEFAULT '', -- what it is called
  /* grams */ weight   INT,
  double GENERATED ALWAYS AS (weight * 2),
  CONSTRAINT ck_weight CHECK (weight > 0),
  UNIQUE (title, weight) ON CONFLICT REPLACE -- at most once
);
INSERT INTO note (id, title, weight) VALUES (1, 'a', 10), (2, 'b', NULL), (7, 'c', 30);
DELETE FROM note WHERE id = 7;
CREATE INDEX by_title ON note (lower(title) DESC) WHERE weight IS NOT NULL;
CREATE VIEW heavy AS SELECT title FROM note WHERE weight > 20;
CREATE VIEW heaviest AS SELECT max(title) FROM heavy;
CREATE TABLE log (words);
CREATE TRIGGER noted AFTER UPDATE OF weight ON note WHEN new.weight > 1 BEGIN INSERT INTO log VALUES (new.weight); END;
CREATE TRIGGER heavier INSTEAD OF INSERT ON heavy BEGIN INSERT INTO note (title) VALUES (new.title); END`

describe('rebuild', () => {
  it('edits the text and leaves the rest of it as it was', () => {
    const db = newDatabase(note)
    const before = String(textOf(db, 'note'))
    const { copies } = runRebuild(db, altering('note', [alterColumn('title', { type: text(), default: 'none' })]))
    assert.deepEqual(copies, ['note'])
    const wanted = before
      .replace('CREATE TABLE note', 'CREATE TABLE "note"')
      .replace('VARCHAR(40)', 'TEXT')
      .replace("DEFAULT ''", "DEFAULT 'none'")
    assert.equal(textOf(db, 'note'), wanted)
  })

  it('keeps rows, counters, indexes, triggers and views', () => {
    const db = newDatabase(note)
    const all = objects(db)
    runRebuild(db, altering('note', [alterColumn('weight', { type: text() })]))
    assert.deepEqual(rows(db, 'SELECT id, title, weight, double FROM note'), [
      [1, 'a', '10', 20],
      [2, 'b', null, null],
    ])
    assert.deepEqual(objects(db), all)
    db.exec("INSERT INTO heavy VALUES ('d'); UPDATE note SET weight = 5 WHERE id = 8")
    assert.deepEqual(values(db, 'SELECT max(id) FROM note'), [8])
    assert.deepEqual(values(db, 'SELECT words FROM log'), ['5'])
    assert.equal(
      String(textOf(db, 'by_title')),
      'CREATE INDEX by_title ON note (lower(title) DESC) WHERE weight IS NOT NULL',
    )
  })

  it('carries a new name into everything that has the old one', () => {
    const db = newDatabase(note)
    runRebuild(db, altering('note', [alterColumn('weight', { newName: 'grams', type: text() })]))
    assert.match(String(textOf(db, 'note')), /grams \* 2.*CHECK \(grams > 0\).*UNIQUE \(title, grams\)/s)
    assert.match(String(textOf(db, 'by_title')), /WHERE grams IS NOT NULL/)
    assert.match(String(textOf(db, 'noted')), /OF grams ON note WHEN new\.grams > 1/)
    assert.match(String(textOf(db, 'heavy')), /WHERE grams > 20/)
  })

  it('swaps two names, and gives a new column the name that another one had', () => {
    const db = newDatabase('CREATE TABLE t (a, b, c); INSERT INTO t VALUES (1, 2, 3)')
    runRebuild(
      db,
      altering('t', [
        alterColumn('a', { newName: 'b' }),
        alterColumn('b', { newName: 'a', nullable: false }),
        alterColumn('c', { newName: 'd' }),
        { kind: 'addColumn', column: column('c', integer(), { default: 9, check: 'c > 8' }), before: 'd' },
        { kind: 'addConstraint', constraint: check('d < c', { name: 'ck' }) },
      ]),
    )
    const [found] = db.exec('SELECT * FROM t')
    assert.deepEqual(found, { columns: ['b', 'a', 'c', 'd'], values: [[1, 2, 9, 3]] })
    assert.throws(() => db.exec('UPDATE t SET c = 8'), /CHECK constraint failed/)
    assert.throws(() => db.exec('UPDATE t SET d = 10'), /CHECK constraint failed: ck/)
  })

  it('uses ALTER TABLE where that suffices, and does nothing where nothing changes', () => {
    const native = (...changes: Parameters<typeof altering>[1]) => {
      const db = newDatabase('CREATE TABLE t (a INT, b TEXT NOT NULL, c)')
      return runRebuild(db, altering('t', changes)).statements
    }
    assert.deepEqual(native(alterColumn('a', { newName: 'z' }), { kind: 'dropColumn', column: 'c' }), [
      'ALTER TABLE t DROP COLUMN c',
      'ALTER TABLE t RENAME COLUMN a TO z',
    ])
    assert.deepEqual(native({ kind: 'addColumn', column: column('d', text(), { default: 'x', nullable: false }) }), [
      "ALTER TABLE t ADD COLUMN d TEXT DEFAULT 'x' NOT NULL",
    ])
    assert.deepEqual(
      native(alterColumn('b', { nullable: false, type: text() }), alterColumn('a', { nullable: true })),
      [],
    )
  })

  it('changes NOT NULL and CHECK without a copy where the SQL is for a SQLite that can', () => {
    const schema = `PRAGMA foreign_keys=ON; CREATE TABLE t (a INT NOT NULL, b INT, c CONSTRAINT ck CHECK (c > 0) /* said */,
      d INT CONSTRAINT ck_d CHECK (d > 0), id INTEGER PRIMARY KEY); CREATE TABLE child (t REFERENCES t ON DELETE CASCADE);
      INSERT INTO t VALUES (1, 2, 3, 4, 5), (1, NULL, 3, 4, 6); INSERT INTO child VALUES (5)`
    const from353 = dialectOf('sqlite', '3.53.0')
    const alter = (change: Parameters<typeof altering>[1][number], dialect = from353) => {
      const db = newDatabase(schema)
      const { copies, statements } = runRebuild(db, altering('t', [change]), dialect)
      assert.deepEqual(values(db, 'SELECT count(*) FROM child'), [1])
      return [copies.length, statements.filter((one) => one.startsWith('ALTER')).join()]
    }
    const positive = { kind: 'addConstraint', constraint: check('d > 3', { name: 'large' }) } as const
    assert.deepEqual(alter(alterColumn('a', { nullable: true })), [0, 'ALTER TABLE t ALTER COLUMN a DROP NOT NULL'])
    assert.deepEqual(alter(alterColumn('d', { nullable: false })), [0, 'ALTER TABLE t ALTER COLUMN d SET NOT NULL'])
    assert.deepEqual(alter({ kind: 'dropConstraint', name: 'ck_d' }), [0, 'ALTER TABLE t DROP CONSTRAINT ck_d'])
    assert.deepEqual(alter(positive), [0, 'ALTER TABLE t ADD CONSTRAINT large CHECK (d > 3)'])
    // SQLite would take the comment too; and rows are not filled in by ALTER TABLE.
    for (const change of [
      { kind: 'dropConstraint', name: 'ck' },
      alterColumn('b', { nullable: false, fill: 0 }),
    ] as const)
      assert.equal(alter(change)[0], 2)
    assert.equal(alter(positive, dialectOf('sqlite'))[0], 2)
    assert.equal(alter(positive, dialectOf('d1', '3.53.0'))[0], 2)
    for (const [change, words] of [
      [alterColumn('b', { nullable: false }), "column 'b' cannot be NOT NULL without a fill: 1 rows of 't' have NULL"],
      [
        { kind: 'addConstraint', constraint: check('d > 4 -- !', { name: 'larger' }) },
        "2 rows of 't' do not meet larger",
      ],
    ] as const)
      assert.throws(
        () => runRebuild(newDatabase(schema), altering('t', [change]), from353),
        (error) => gateWords(error) === words,
      )
  })

  it('copies in any case, or not at all, when told so', () => {
    const db = newDatabase('CREATE TABLE t (a INT, b); INSERT INTO t VALUES (1, 2)')
    assert.deepEqual(runRebuild(db, altering('t', [], { recreate: 'always' })).copies, ['t'])
    assert.throws(
      () => runRebuild(db, altering('t', [alterColumn('a', { type: text() })], { recreate: 'never' })),
      coded('unsupported-operation', /'t' cannot be changed so by ALTER TABLE/),
    )
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[1, 2]])
  })

  it('refuses NOT NULL where there is NULL, with the count, and takes a fill', () => {
    const db = newDatabase('CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (NULL), (NULL)')
    assert.throws(
      () => runRebuild(db, altering('t', [alterColumn('a', { nullable: false })])),
      (error) => gateWords(error) === "column 'a' cannot be NOT NULL without a fill: 2 rows of 't' have NULL",
    )
    assert.deepEqual(objects(db), ['t'])
    runRebuild(db, altering('t', [alterColumn('a', { nullable: false, fill: sql`abs(-7)` })]))
    assert.deepEqual(values(db, 'SELECT a FROM t'), [1, 7, 7])
    assert.throws(
      () => runRebuild(db, altering('t', [{ kind: 'addColumn', column: column('b', text(), { nullable: false }) }])),
      (error) => gateWords(error) === "column 'b' cannot be NOT NULL without a default: 't' has rows",
    )
  })

  it('converts by an expression over the old row', () => {
    const db = newDatabase("CREATE TABLE t (a TEXT, b INT); INSERT INTO t VALUES ('yes', 2), ('no', 3)")
    runRebuild(db, altering('t', [alterColumn('a', { type: boolean(), using: "a = 'yes' AND b > 1", newName: 'is' })]))
    assert.deepEqual(rows(db, 'SELECT "is", b FROM t'), [
      [1, 2],
      [0, 3],
    ])
  })

  it('drops what belongs to a dropped column, and refuses when something else needs it', () => {
    const db = newDatabase(`CREATE TABLE p (id INTEGER PRIMARY KEY, code UNIQUE);
      CREATE TABLE t (a INT CHECK (a > 0), b INT, c AS (b + 1), d INT UNIQUE REFERENCES p, e, CHECK (d > 0), UNIQUE (d, e), CHECK (b < e));
      CREATE INDEX ix ON t (e, lower(b)); CREATE VIEW v AS SELECT x.b FROM t AS x;
      CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT new.b; END; CREATE TABLE c (k REFERENCES p (code))`)
    runRebuild(db, altering('t', [{ kind: 'dropColumn', column: 'd' }]))
    assert.doesNotMatch(String(textOf(db, 't')), /\bd\b|UNIQUE/)
    assert.throws(
      () => runRebuild(db, altering('t', [{ kind: 'dropColumn', column: 'b' }])),
      (error) => {
        assert.deepEqual((error as { objects: unknown }).objects, [
          ...['CHECK (b < e)', 'generated column c', 'index ix', 'view v', 'trigger tr'],
        ])
        return coded('column-in-use', /Column 'b' of 't' cannot be dropped: CHECK .*, trigger tr need/)(error)
      },
    )
    assert.throws(
      () => runRebuild(db, altering('p', [{ kind: 'dropColumn', column: 'code' }])),
      coded('column-in-use', /a foreign key of c needs it/),
    )
  })

  it('drops constraints by name, and by what a convention would call them', () => {
    const db = newDatabase(`CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (a INT UNIQUE CONSTRAINT mine CHECK (a > 0), b INT REFERENCES p(id), UNIQUE (a, b), CHECK (b > 1))`)
    for (const name of ['mine', 'uq_t_a', 'uq_t_a_b', 'fk_t_b_p', 'ck_t_b']) {
      runRebuild(db, altering('t', [{ kind: 'dropConstraint', name }]))
    }
    assert.equal(textOf(db, 't'), 'CREATE TABLE "t" (a INT, b INT)')
    assert.throws(
      () => runRebuild(db, altering('t', [{ kind: 'dropConstraint', name: 'gone' }])),
      coded('invalid-operation', /no constraint 'gone'/),
    )
  })

  it('gives an enumeration other values', () => {
    const mood = (...words: readonly string[]) => enumeration('mood', words)
    const db = newDatabase("CREATE TABLE t (a, m VARCHAR(3) CONSTRAINT mood CHECK (m IN ('sad')))")
    runRebuild(db, altering('t', [alterColumn('m', { type: mood('sad', 'happy') })]))
    db.exec("INSERT INTO t VALUES (1, 'happy')")
    assert.throws(() => db.exec("INSERT INTO t VALUES (1, 'glad')"), /CHECK constraint failed: mood/)
    assert.equal(String(textOf(db, 't')).match(/CHECK/g)?.length, 1)
  })

  it('makes generated columns plain, and plain ones generated', () => {
    const db = newDatabase('CREATE TABLE t (a INT, b INT AS (a + 1), c INT); INSERT INTO t (a, c) VALUES (1, 7)')
    runRebuild(
      db,
      altering('t', [
        alterColumn('b', { generated: null }),
        alterColumn('c', { generated: { as: 'a * 10', stored: true } }),
      ]),
    )
    db.exec('UPDATE t SET a = 2')
    assert.deepEqual(rows(db, 'SELECT a, b, c FROM t'), [[2, 2, 20]])
  })

  it('gives columns of a STRICT table types that it takes', () => {
    const db = newDatabase("CREATE TABLE t (a INTEGER, b TEXT) STRICT; INSERT INTO t VALUES (1, 'x')")
    const mood = enumeration('mood', ['sad', 'glad'])
    runRebuild(
      db,
      altering('t', [
        alterColumn('a', { type: string(9) }),
        { kind: 'addColumn', column: column('c', boolean(), { nullable: false, default: true }), before: 'b' },
        { kind: 'addColumn', column: column('m', mood) },
      ]),
    )
    runRebuild(
      db,
      altering('t', [
        { kind: 'dropColumn', column: 'b' },
        { kind: 'addColumn', column: column('d', mood) },
      ]),
    )
    assert.match(String(textOf(db, 't')), /a TEXT, c INTEGER .*, m TEXT CHECK|CONSTRAINT mood CHECK.*d TEXT.*STRICT/s)
    assert.deepEqual(rows(db, 'SELECT a, c, m, d FROM t'), [['1', 1, null, null]])
    assert.throws(
      () => runRebuild(db, altering('t', [alterColumn('a', { type: numeric(5, 2) })])),
      coded('invalid-operation', /NUMERIC\(5, 2\) is no type of a strict table/),
    )
  })

  it('gives columns the words of a table that becomes STRICT with them', () => {
    const db = newDatabase("CREATE TABLE t (a INTEGER, b VARCHAR(9)); INSERT INTO t VALUES (1, 'x')")
    const added = { kind: 'addColumn', column: column('c', boolean(), { default: true }) } as const
    runRebuild(db, altering('t', [alterColumn('b', { type: string(20) }), added], { strict: true }))
    assert.match(String(textOf(db, 't')), /b TEXT, c INTEGER DEFAULT 1\) STRICT/)
  })

  it('keeps row ids, also of tables without a key of their own', () => {
    const db = newDatabase(
      "CREATE TABLE t (rowid TEXT, b); INSERT INTO t (_rowid_, rowid, b) VALUES (5, 'x', 1), (3, 'y', 2)",
    )
    runRebuild(db, altering('t', [alterColumn('b', { type: text() })]))
    assert.deepEqual(rows(db, 'SELECT _rowid_, rowid, b FROM t'), [
      [3, 'y', '2'],
      [5, 'x', '1'],
    ])
  })

  it('stops rather than let a conflict clause lose rows', () => {
    const db = newDatabase("CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE); INSERT INTO t VALUES (1), (x'31')")
    assert.throws(() => runRebuild(db, altering('t', [alterColumn('a', { type: text() })])), /UNIQUE constraint failed/)
    assert.deepEqual(values(db, 'SELECT count(*) FROM t'), [2])
  })

  it('refuses virtual tables, views, and tables that are not there', () => {
    const db = newDatabase('CREATE VIRTUAL TABLE f USING fts4(a); CREATE VIEW v AS SELECT 1 AS a')
    const change = [alterColumn('a', { type: text() })]
    assert.throws(() => runRebuild(db, altering('f', change)), coded('unsupported-operation', /'f' is a virtual table/))
    assert.throws(() => runRebuild(db, altering('v', change)), coded('invalid-operation', /'v' is a view/))
    assert.throws(() => runRebuild(db, altering('x', change)), coded('invalid-operation', /no table 'x'/))
    assert.throws(
      () => runRebuild(db, altering('f', change, { schema: 'other' })),
      coded('unsupported-operation', /'other\.f'/),
    )
  })

  it('leaves a full-text index over the table in step with it', () => {
    const db =
      newDatabase(`CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT, n INT); INSERT INTO t VALUES (4, 'green apples', 1);
      CREATE VIRTUAL TABLE f USING fts4(content="t", words); INSERT INTO f(f) VALUES ('rebuild');
      CREATE TRIGGER ai AFTER INSERT ON t BEGIN INSERT INTO f (docid, words) VALUES (new.id, new.words); END`)
    runRebuild(db, altering('t', [alterColumn('n', { type: text() })]))
    db.exec("INSERT INTO t VALUES (9, 'red pears', 1)")
    assert.deepEqual(values(db, "SELECT docid FROM f WHERE f MATCH 'pears OR apples'"), [4, 9])
  })

  it('refuses to take the column of a full-text index from under it, or its name', () => {
    const db = newDatabase(`CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT, n INT);
      CREATE VIRTUAL TABLE f USING fts4(content="t", words); CREATE VIRTUAL TABLE g USING fts4(n, words)`)
    for (const [change, how] of [
      [{ kind: 'dropColumn', column: 'words' }, 'dropped'],
      [alterColumn('words', { newName: 'said', type: integer() }), 'renamed'],
    ] as const) {
      const words = new RegExp(`'words' of 't' cannot be ${how}: virtual table f needs it`)
      assert.throws(() => runRebuild(db, altering('t', [change])), coded('column-in-use', words))
    }
    runRebuild(db, altering('t', [alterColumn('n', { newName: 'm', type: text() })]))
  })

  it('goes on where foreign keys are off and one refers to no key: SQLite cannot check it', () => {
    for (const parent of [
      'CREATE TABLE p (a, b, PRIMARY KEY (a COLLATE NOCASE, b))',
      'CREATE TABLE p (a COLLATE NOCASE, b); CREATE UNIQUE INDEX i ON p (a COLLATE BINARY, b)',
      'CREATE TABLE p (a, b); CREATE UNIQUE INDEX i ON p (a, b) WHERE a > 1',
      'CREATE VIRTUAL TABLE p USING fts4(a, b)',
      'CREATE VIEW p AS SELECT 1 AS a, 2 AS b',
    ]) {
      const db = newDatabase(`${parent}; CREATE TABLE t (x, y, z INT, FOREIGN KEY (x, y) REFERENCES p (a, b));
        INSERT INTO t VALUES (1, 2, 3)`)
      runRebuild(db, altering('t', [alterColumn('z', { type: text() })]))
      assert.deepEqual(values(db, 'SELECT typeof(z) FROM t'), ['text'])
    }
  })

  it('refuses to drop what a view of all columns hands on, and what a trigger counts on', () => {
    const drop = (script: string) => {
      const db = newDatabase(`CREATE TABLE t (a UNIQUE, b); CREATE TABLE u (x, y); ${script}`)
      runRebuild(db, altering('t', [{ kind: 'dropColumn', column: 'a' }]))
    }
    const all = 'CREATE VIEW v AS SELECT * FROM t; CREATE VIEW v2 AS SELECT t.* FROM v AS t'
    for (const [script, needs] of [
      [`${all}; CREATE VIEW w AS SELECT a FROM v2`, ['view w']],
      ['CREATE VIEW v (x, y) AS SELECT * FROM t', ['view v']],
      ['CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO u SELECT * FROM t; END', ['trigger g']],
    ] as const)
      assert.throws(
        () => drop(script),
        (error) => {
          assert.deepEqual((error as { objects: unknown }).objects, needs)
          return true
        },
      )
    const renamed = alterColumn('a', { newName: 'z', type: text() })
    assert.throws(
      () =>
        runRebuild(
          newDatabase(`CREATE TABLE t (a, b); ${all}; CREATE VIEW w AS SELECT "a" FROM v2`),
          altering('t', [renamed]),
        ),
      coded('column-in-use', /'a' of 't' cannot be renamed: view w needs it/),
    )
    // What only SQLite sees.
    assert.throws(
      () => drop('CREATE VIEW v AS SELECT q.a FROM (SELECT * FROM t) AS q'),
      /error in view v.*no such column/,
    )
    drop(`${all}; CREATE VIEW w AS SELECT b, 2 * 3 FROM v2;
      CREATE TRIGGER g AFTER INSERT ON t WHEN EXISTS (SELECT * FROM t) BEGIN INSERT INTO u SELECT count(*), 1 FROM t; END`)
  })

  it('refuses to drop a key that rows of its own table refer to', () => {
    for (const target of ['t', 't (id)']) {
      const schema = `CREATE TABLE t (id INTEGER PRIMARY KEY, up INT CONSTRAINT fk REFERENCES ${target}, a)`
      const gone = { kind: 'dropColumn', column: 'id' } as const
      assert.throws(
        () => runRebuild(newDatabase(schema), altering('t', [gone])),
        coded('column-in-use', /a foreign key of t needs it/),
      )
      runRebuild(newDatabase(schema), altering('t', [gone, { kind: 'dropConstraint', name: 'fk' }]))
      runRebuild(newDatabase(schema), altering('t', [gone, { kind: 'dropColumn', column: 'up' }]))
    }
  })

  it('makes what was left behind no obstacle', () => {
    const db = newDatabase(`CREATE TABLE t (a); CREATE TABLE _limbeck_new_t (x); CREATE INDEX i ON _limbeck_new_t (x);
      CREATE TABLE _limbeck_rows (x); CREATE TABLE _limbeck_references (x)`)
    runRebuild(db, altering('t', [alterColumn('a', { type: text() })]))
    assert.deepEqual(objects(db), ['t'])
  })

  it('keeps rows that refer to what only a unique index makes a key', () => {
    const db = newDatabase(`PRAGMA foreign_keys=ON; CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT, x INT);
      CREATE UNIQUE INDEX by_code ON t (code); CREATE UNIQUE INDEX by_both ON t (x, code);
      CREATE TABLE c (code TEXT REFERENCES t (code) ON DELETE CASCADE, x, FOREIGN KEY (code, x) REFERENCES t (code, x));
      INSERT INTO t VALUES (1, 'a', 1); INSERT INTO c VALUES ('a', 1)`)
    const all = objects(db)
    runRebuild(db, altering('t', [alterColumn('id', { type: text() })]))
    assert.deepEqual(rows(db, 'SELECT * FROM c'), [['a', 1]])
    assert.deepEqual(objects(db), all)
  })

  it('checks a new foreign key, enforced or not', () => {
    for (const enforced of ['ON', 'OFF']) {
      const db = newDatabase(
        `PRAGMA foreign_keys=${enforced}; CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a); INSERT INTO t VALUES (5), (NULL)`,
      )
      const added = [{ kind: 'addConstraint', constraint: foreignKey(['a'], 'p', ['id'], { name: 'fk' }) } as const]
      assert.throws(
        () => runRebuild(db, altering('t', added)),
        (error) => gateWords(error) === "rows of 't' refer to rows that are not there: 1, rowid 1",
      )
      db.exec('INSERT INTO p VALUES (5)')
      runRebuild(db, altering('t', added))
      assert.match(String(textOf(db, 't')), /CONSTRAINT fk FOREIGN KEY/)
    }
  })

  it('takes a chain of rows that is longer than triggers may be deep, and refers forward, in time that grows with it', () => {
    const count = 20_000
    const db = newDatabase(`PRAGMA recursive_triggers=ON;
      CREATE TABLE t (id INTEGER PRIMARY KEY, next INT REFERENCES t ON DELETE CASCADE, a TEXT);
      CREATE TRIGGER d AFTER DELETE ON t BEGIN SELECT RAISE(ABORT, 'deleted'); END;
      PRAGMA foreign_keys=OFF;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO t SELECT i, nullif(i + 1, ${count} + 1), i FROM n; PRAGMA foreign_keys=ON`)
    const start = performance.now()
    runRebuild(db, altering('t', [alterColumn('a', { type: integer() })]))
    // Without an index for the time being, each row would be looked for among all: minutes.
    assert.ok(performance.now() - start < 30_000)
    assert.deepEqual(rows(db, 'SELECT count(*), sum(next), typeof(a) FROM t'), [
      [count, (count * (count + 1)) / 2 - 1, 'integer'],
    ])
    assert.deepEqual(objects(db), ['d', 't'])
  })

  for (const action of ['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION']) {
    it(`takes rings of rows that must refer to one another, with ON DELETE ${action}`, () => {
      const db =
        newDatabase(`CREATE TABLE p (id INTEGER PRIMARY KEY, c INT NOT NULL REFERENCES c ON DELETE ${action}, a TEXT);
        CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p ON DELETE ${action}) STRICT;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO p SELECT i, i % 2000 + 1, i FROM n;
        INSERT INTO c SELECT id, id FROM p; PRAGMA foreign_keys=ON`)
      runRebuild(db, altering('p', [alterColumn('a', { type: integer() })]))
      assert.deepEqual(rows(db, 'SELECT count(*), sum(c), (SELECT sum(p) FROM c), typeof(a) FROM p'), [
        [2000, 2001000, 2001000, 'integer'],
      ])
    })
  }

  it('fails when the schema is no longer what the facts said', () => {
    const alteration = altering('note', [alterColumn('weight', { type: text() })])
    for (const drift of [
      'DROP TRIGGER noted',
      'CREATE TABLE other (a REFERENCES note)',
      'DROP INDEX by_title',
      'CREATE INDEX i ON note (id)',
    ]) {
      const db = newDatabase(note)
      const look = lookEarly(factsOf(db), sqlite)
      const changed = look.change(alteration)
      const statements = [...look.gates(), ...changed]
      db.exec(drift)
      assert.throws(
        () => db.exec(`BEGIN; ${statements.join(';')}`),
        (error) => /^the schema changed before the rebuild began/.test(gateWords(error) ?? ''),
      )
    }
  })

  it('names both when constraints share a name by convention', () => {
    const db = newDatabase('CREATE TABLE t (a, b, UNIQUE (a, b), UNIQUE (b, a), UNIQUE (a, b) ON CONFLICT FAIL)')
    assert.throws(
      () => runRebuild(db, altering('t', [{ kind: 'dropConstraint', name: 'uq_t_a_b' }])),
      coded('invalid-operation', /2 constraints that 'uq_t_a_b' may mean/),
    )
    runRebuild(db, altering('t', [{ kind: 'addConstraint', constraint: unique(['b']) }]))
    assert.match(String(textOf(db, 't')), /UNIQUE \(b\)\)$/)
  })
})
