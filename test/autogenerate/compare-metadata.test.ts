import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Comparator, compareMetadata } from 'limbeck/autogenerate'
import { execute } from 'limbeck/op'
import { coded } from '../database.js'
import { compare, messages, schemaOf, written } from './schemas.js'

const note = 'CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, body TEXT, weight INT);'

describe('what is compared', () => {
  for (const [what, database, target, found] of [
    ['a table', '', note, ["Added table 'note'"]],
    ['a column', 'CREATE TABLE t (a)', 'CREATE TABLE t (a, b INT)', ["Added column 't.b'"]],
    [
      'a type',
      'CREATE TABLE t (a VARCHAR(20))',
      'CREATE TABLE t (a varchar ( 30 ))',
      ["Changed type of column 't.a' from VARCHAR(20) to VARCHAR(30)"],
    ],
    [
      'a type that is gone',
      'CREATE TABLE t (a INT)',
      'CREATE TABLE t (a)',
      ["Changed type of column 't.a' from INT to none"],
    ],
    [
      'a default',
      'CREATE TABLE t (a DEFAULT 1)',
      "CREATE TABLE t (a DEFAULT 'x')",
      ['Changed default of column \'t.a\' from 1 to "x"'],
    ],
    ['NULL', 'CREATE TABLE t (a NOT NULL)', 'CREATE TABLE t (a)', ["Changed column 't.a' to NULL"]],
    ['a collation', 'CREATE TABLE t (a)', 'CREATE TABLE t (a COLLATE NOCASE)', ["Changed collate of column 't.a'"]],
    [
      'what becomes of NULL',
      'CREATE TABLE t (a NOT NULL)',
      'CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE)',
      ["Changed onNull of column 't.a'"],
    ],
    [
      'a generated column',
      'CREATE TABLE t (a, b AS (a + 1))',
      'CREATE TABLE t (a, b AS (a + 2))',
      ["Changed generated of column 't.b'"],
    ],
    [
      'AUTOINCREMENT',
      'CREATE TABLE t (a INTEGER PRIMARY KEY)',
      'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)',
      ["Changed autoincrement of column 't.a'"],
    ],
    [
      'a primary key',
      'CREATE TABLE t (a NOT NULL, b NOT NULL, PRIMARY KEY (a))',
      'CREATE TABLE t (a NOT NULL, b NOT NULL, PRIMARY KEY (a, b))',
      ["Removed primary key (a) of 't'", "Added primary key (a, b) on 't'"],
    ],
    ['a unique constraint', 'CREATE TABLE t (a)', 'CREATE TABLE t (a UNIQUE)', ["Added unique constraint (a) on 't'"]],
    [
      'the text of a CHECK',
      'CREATE TABLE t (a CHECK (a > 0))',
      'CREATE TABLE t (a CHECK (a > 1))',
      ["Removed check constraint (a > 0) of 't'", "Added check constraint (a > 1) on 't'"],
    ],
    [
      'the clauses of a foreign key',
      'CREATE TABLE t (a PRIMARY KEY, b REFERENCES t)',
      'CREATE TABLE t (a PRIMARY KEY, b REFERENCES t ON DELETE CASCADE)',
      ["Removed foreign key (b) of 't'", "Added foreign key (b) on 't'"],
    ],
    [
      'an index',
      `${note} CREATE INDEX i ON note (title)`,
      `${note} CREATE INDEX i ON note (title DESC)`,
      ["Removed index 'i' of 'note'", "Added index 'i' on 'note'"],
    ],
    [
      'the expression of an index',
      `${note} CREATE INDEX i ON note (lower(title))`,
      `${note} CREATE INDEX i ON note (upper(title))`,
      ["Removed index 'i' of 'note'", "Added index 'i' on 'note'"],
    ],
    [
      'the predicate of an index',
      `${note} CREATE INDEX i ON note (title) WHERE weight > 1`,
      `${note} CREATE INDEX i ON note (title)`,
      ["Removed index 'i' of 'note'", "Added index 'i' on 'note'"],
    ],
    ['STRICT', 'CREATE TABLE t (a INT)', 'CREATE TABLE t (a INT) STRICT', ["Changed STRICT of table 't'"]],
    [
      'WITHOUT ROWID',
      'CREATE TABLE t (a INT NOT NULL PRIMARY KEY)',
      'CREATE TABLE t (a INT NOT NULL PRIMARY KEY) WITHOUT ROWID',
      ["Changed WITHOUT ROWID of table 't'"],
    ],
    ['a view', `${note} CREATE VIEW v AS SELECT 1`, `${note} CREATE VIEW v AS SELECT 2`, ["Changed view 'v'"]],
    ['a trigger', `${note} CREATE TRIGGER g AFTER DELETE ON note BEGIN SELECT 1; END`, note, ["Removed trigger 'g'"]],
    ['a virtual table', '', 'CREATE VIRTUAL TABLE f USING fts4 (a)', ["Added virtual table 'f'"]],
  ] as const) {
    it(`is ${what}`, async () => {
      const comparison = await compare(database, target)
      assert.deepEqual(messages(comparison), found)
      assert.ok(comparison.upgrade.length > 0 && comparison.downgrade.length > 0)
    })
  }

  for (const [what, database, target] of [
    ['the order of columns', 'CREATE TABLE t (a INT, b INT)', 'CREATE TABLE t (b INT, a INT)'],
    [
      'white space, letters, quotes and brackets',
      'CREATE TABLE t (a INT CHECK ((a>0)), b DEFAULT (1))',
      'create table "T" ([A] int check ( "a" > 0 /* more */ ), `b` DEFAULT 1)'.replace('"T"', 't').replace('[A]', 'a'),
    ],
    [
      'the name of a foreign or primary key',
      'CREATE TABLE t (a, b, PRIMARY KEY (a), FOREIGN KEY (b) REFERENCES t (a))',
      'CREATE TABLE t (a, b, CONSTRAINT k PRIMARY KEY (a), CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a))',
    ],
    ['a name that the target leaves out', 'CREATE TABLE t (a, CONSTRAINT u UNIQUE (a))', 'CREATE TABLE t (a UNIQUE)'],
    [
      'clauses that say what is so anyway',
      'CREATE TABLE t (a PRIMARY KEY, b REFERENCES t (a))',
      'CREATE TABLE t (a PRIMARY KEY, b REFERENCES t ON DELETE NO ACTION)',
    ],
  ] as const) {
    it(`is not ${what}`, async () => assert.deepEqual(messages(await compare(database, target)), []))
  }

  it('is nothing of two empty databases', async () => {
    const { differences, upgrade, downgrade } = await compare('', '')
    assert.deepEqual([differences, upgrade, downgrade], [[], [], []])
  })

  it('refuses an engine that there is not', async () => {
    const schema = await schemaOf('')
    assert.throws(() => compareMetadata(schema, schema, { engine: 'oracle' }), coded('unsupported-engine', /oracle/))
  })
})

describe('a name that only the target gives', () => {
  it('is given, and taken again', async () => {
    const { upgrade, downgrade } = await compare(
      'CREATE TABLE t (a UNIQUE)',
      'CREATE TABLE t (a, CONSTRAINT u UNIQUE (a))',
    )
    assert.match(written(upgrade), /dropConstraint\('uq_t_a', .*\n.*createUniqueConstraint\('u', \['a'\]\)/)
    assert.match(
      written(downgrade),
      /dropConstraint\('u', \{ type: 'unique' \}\)\n.*createUniqueConstraint\('uq_t_a', \['a'\]\)/,
    )
  })

  it('is by the convention where there is one', async () => {
    const { upgrade } = await compare('CREATE TABLE t (a)', 'CREATE TABLE t (a UNIQUE)', {
      namingConvention: { uq: 'unique_%(table_name)s_%(column_0_name)s' },
    })
    assert.equal(written(upgrade), "op.createUniqueConstraint('unique_t_a', 't', ['a'])\n")
  })
})

describe('a comparator of ones own', () => {
  it('adds its operations, both ways', async () => {
    const rows: Comparator = ({ target }) => [
      {
        kind: 'rows',
        message: `${target.tables.length} tables want rows`,
        upgrade: [execute('INSERT INTO note VALUES (1)')],
        downgrade: [execute('DELETE FROM note')],
        notes: [{ kind: 'fails', text: 'where they are there.' }],
      },
    ]
    const comparison = await compare(note, note, { comparators: [rows] })
    assert.deepEqual(comparison.differences, [{ kind: 'rows', message: '1 tables want rows' }])
    assert.equal(written(comparison.upgrade), "op.execute('INSERT INTO note VALUES (1)')\n")
    assert.equal(written(comparison.downgrade), "op.execute('DELETE FROM note')\n")
    assert.deepEqual(comparison.losses, ['Fails where they are there.'])
  })
})

describe('losses', () => {
  it('are what goes, and what may not fit', async () => {
    const { losses } = await compare(
      `${note} CREATE TABLE gone (a)`,
      'CREATE TABLE note (id INTEGER PRIMARY KEY, title INT NOT NULL, weight INT, more TEXT NOT NULL)',
    )
    assert.deepEqual([...losses].sort(), [
      "Fails where 'note' has rows: 'note.more' takes no NULL and has no default.",
      "Fails where 'note.title' is NULL: fill it first.",
      "Loses the rows of 'gone'.",
      "Loses the values of 'note.body'.",
      "Loses values of 'note.title' that do not fit INT.",
    ])
  })

  it('are what new columns hold, where that must be in another table', async () => {
    const parent = 'CREATE TABLE p (id INTEGER PRIMARY KEY)'
    const before = 'CREATE TABLE t (a)'
    const { losses } = await compare(
      `${parent}; ${before}`,
      `${parent}; CREATE TABLE t (a, b INT DEFAULT 1 REFERENCES p, c INT REFERENCES p)`,
    )
    assert.deepEqual(losses, ["Fails where 't' has rows, and 'p' none with the b that they get."])
  })

  it('are what new columns hold, where no two rows may hold the same', async () => {
    const { losses } = await compare(
      'CREATE TABLE t (a)',
      'CREATE TABLE t (a, b INT DEFAULT 1); CREATE UNIQUE INDEX i ON t (b DESC); CREATE UNIQUE INDEX j ON t (a + b)',
    )
    assert.deepEqual(losses, [
      "Fails where 't' has several rows: all get the same b, which shall be unique.",
      "Fails where rows of 't' have the same a + b, which shall be unique.",
    ])
  })

  it('are rows that a new constraint or index does not allow', async () => {
    const p = 'CREATE TABLE p (id INTEGER PRIMARY KEY)'
    const { losses, downgradeLosses } = await compare(
      `${p}; CREATE TABLE t (a, b INT, own INT, f INT, PRIMARY KEY (a))`,
      `${p}; CREATE TABLE t (a, b INT REFERENCES p, own INT REFERENCES t, f INT CHECK (f >
        0), PRIMARY KEY (b), UNIQUE (f, own)); CREATE UNIQUE INDEX i ON t (lower(a)) WHERE b > 0`,
    )
    assert.deepEqual([...losses].sort(), [
      "Fails where rows of 't' are not so: f > 0.",
      "Fails where rows of 't' have the same b, which shall be unique.",
      "Fails where rows of 't' have the same f, own, which shall be unique.",
      "Fails where rows of 't' have the same lower(a), which shall be unique.",
      "Fails where rows of 't' refer to others that are not there.",
      "Fails where rows of 't' refer to rows of 'p' that are not there.",
    ])
    assert.deepEqual(downgradeLosses, ["The downgrade fails where rows of 't' have the same a, which shall be unique."])
  })

  it('are none for constraints that rows were held to before', async () => {
    const p = 'CREATE TABLE p (id INTEGER PRIMARY KEY, k INT UNIQUE)'
    const { losses, downgradeLosses } = await compare(
      `${p}; CREATE TABLE t (a INT PRIMARY KEY, b INT REFERENCES p, c TEXT CHECK (c <> ''), d INT, UNIQUE (b, c))`,
      `${p}; CREATE TABLE t (a INT UNIQUE, b INT REFERENCES p ON DELETE CASCADE, c TEXT,
        d INT, CONSTRAINT named UNIQUE (b, c), CONSTRAINT full CHECK (c <> ''), PRIMARY KEY (b, c, d));
       CREATE UNIQUE INDEX i ON t (a, d)`,
    )
    assert.deepEqual([losses, downgradeLosses], [[], []])
  })

  it('are texts that become numbers in a column of type ANY, but in a STRICT table', async () => {
    const losses = async (from: string, to: string) => (await compare(from, to)).losses
    const strict = 'CREATE TABLE t (a ANY) STRICT'
    assert.deepEqual(await losses('CREATE TABLE t (a TEXT)', 'CREATE TABLE t (a ANY)'), [
      "Loses values of 't.a' that do not fit ANY.",
    ])
    assert.deepEqual(await losses(strict, 'CREATE TABLE t (a ANY)'), [
      "Loses texts of 't.a' that look like numbers: they become numbers.",
    ])
    assert.deepEqual(await losses('CREATE TABLE t (a TEXT) STRICT', strict), [])
  })

  it('are the last digits of numbers that become texts', async () => {
    const { losses } = await compare('CREATE TABLE t (a REAL, b INT)', 'CREATE TABLE t (a TEXT, b TEXT)')
    assert.deepEqual(losses, ["Loses values of 't.a' that do not fit TEXT."])
  })

  it('are none where everything has its like', async () => {
    const { losses } = await compare(
      'CREATE TABLE t (a VARCHAR(10), b INT NOT NULL)',
      'CREATE TABLE t (a TEXT, b INT, c TEXT)',
    )
    assert.deepEqual(losses, [])
  })

  it('are told of the way back, also where the way there has lost what was there', async () => {
    const { downgradeLosses } = await compare(
      `CREATE TABLE old (a); CREATE TABLE t (gone TEXT, narrow TEXT, plain INT, wide INT);
       CREATE VIRTUAL TABLE words USING fts3(body)`,
      `CREATE TABLE t (narrow INT, plain INT AS (1) STORED, wide TEXT, more TEXT); CREATE TABLE young (a)`,
    )
    assert.deepEqual([...downgradeLosses].sort(), [
      "After the downgrade the rows that 'old' had are not restored.",
      "After the downgrade the rows that 'words' had are not restored.",
      "After the downgrade the values that 't.gone' had are not restored.",
      "After the downgrade the values that 't.plain' had before they were worked out are not restored.",
      "After the downgrade values of 't.narrow' that did not fit INT are not restored.",
      "The downgrade loses the rows of 'young'.",
      "The downgrade loses the values of 't.more'.",
      "The downgrade loses values of 't.wide' that do not fit INT.",
    ])
  })

  it('are said of the way back too', async () => {
    const { downgrade } = await compare('CREATE TABLE t (a, b TEXT NOT NULL)', 'CREATE TABLE t (a)')
    assert.deepEqual(
      downgrade.flatMap(({ notes }) => notes),
      [{ kind: 'says', text: "the values that 't.b' had are not restored: rows get one that says nothing." }],
    )
    assert.match(
      written(downgrade),
      /addColumn\(column\('b', text\(\)\)\)\n.*alterColumn\('b', \{ nullable: false, fill: ''/,
    )
  })
})

describe('the way back', () => {
  it('gives rows no value that an index wants only once', async () => {
    for (const index of ['CREATE UNIQUE INDEX i ON t (b)', 'CREATE UNIQUE INDEX i ON t (lower(b))']) {
      const { downgrade } = await compare(`CREATE TABLE t (a, b TEXT NOT NULL); ${index}`, 'CREATE TABLE t (a)')
      assert.doesNotMatch(written(downgrade), /fill/)
      assert.match(JSON.stringify(downgrade), /takes no NULL and has no default/)
    }
  })
})

describe('the order of operations', () => {
  const kinds = (directives: readonly { readonly operation: { readonly kind: string } }[]) =>
    directives.map(({ operation }) => operation.kind)

  it('makes tables after those that they refer to, and drops them before', async () => {
    const { upgrade, downgrade } = await compare(
      '',
      'CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE TABLE a (r REFERENCES b); CREATE TABLE c (r REFERENCES a (r))',
    )
    assert.deepEqual(
      written(upgrade)
        .match(/createTable\('\w'|^ {2}'\w'/gm)
        ?.map((one) => one.at(-2)),
      ['b', 'a', 'c'],
    )
    assert.deepEqual(written(downgrade), "op.dropTable('c')\nop.dropTable('a')\nop.dropTable('b')\n")
  })

  it('drops what looks at a column before it goes, and makes it again', async () => {
    const rest = 'CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; CREATE VIEW x AS SELECT 1'
    const { upgrade } = await compare(`CREATE TABLE t (a, b); ${rest}`, `CREATE TABLE t (a); ${rest}`)
    assert.equal(
      written(upgrade),
      [
        "op.execute('DROP VIEW w')",
        "op.execute('DROP VIEW v')",
        "op.dropColumn('t', 'b')",
        "op.execute('CREATE VIEW v AS SELECT a FROM t')",
        "op.execute('CREATE VIEW w AS SELECT a FROM v')",
        '',
      ].join('\n'),
    )
  })

  it('puts the changes of a table together on SQLite, and one alone by itself', async () => {
    assert.deepEqual(kinds((await compare('CREATE TABLE t (a, b, c)', 'CREATE TABLE t (a INT, c NOT NULL)')).upgrade), [
      'batchAlterTable',
    ])
    assert.deepEqual(kinds((await compare('CREATE TABLE t (a, b)', 'CREATE TABLE t (a)')).upgrade), ['dropColumn'])
  })

  it('drops indexes before their columns, and makes new ones after', async () => {
    const { upgrade } = await compare(
      'CREATE TABLE t (a, b); CREATE INDEX i ON t (b)',
      'CREATE TABLE t (a, c); CREATE INDEX j ON t (c)',
    )
    assert.deepEqual(kinds(upgrade), ['dropIndex', 'batchAlterTable', 'createIndex'])
  })
})
