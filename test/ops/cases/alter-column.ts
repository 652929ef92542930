import { array, bigInteger, boolean, enumeration, integer, sql, string, text } from 'limbeck/op'
import type { Case } from '../case.js'

const column = `SELECT data_type, character_maximum_length, is_nullable, column_default FROM information_schema.columns
  WHERE table_name = 't' AND column_name = 'a'`

export const cases: readonly Case[] = [
  {
    what: 'renames a column, and what is made of it follows',
    before: 'CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1, 2)',
    up: (op) => op.alterColumn('t', 'a', { newName: 'order' }),
    shows: [['SELECT "order", b FROM t', '1|2']],
  },
  {
    what: 'renames a column of a table in a schema, and leaves one alone that keeps its name',
    before: 'CREATE TABLE annex.t (a integer, b integer)',
    up: (op) => {
      op.alterColumn('t', 'a', { newName: 'A "b"', schema: 'annex' })
      op.alterColumn('t', 'b', { newName: 'b', schema: 'annex' })
      op.alterColumn('t', 'b', { schema: 'annex' })
    },
    shows: [['SELECT "A ""b""" FROM annex.t']],
  },
  {
    what: 'takes a type that values are cast to',
    only: 'postgresql',
    before: "CREATE TABLE t (a varchar(3) NOT NULL DEFAULT 'x'); INSERT INTO t VALUES ('abc')",
    up: (op) => op.alterColumn('t', 'a', { type: string(80), existingType: string(3) }),
    shows: [
      [column, "character varying|80|NO|'x'::character varying"],
      ['SELECT a FROM t', 'abc'],
    ],
  },
  {
    what: 'takes a collation, with its type or a new one, and gives it up',
    only: 'postgresql',
    before: 'CREATE TABLE t (a text, b varchar(3) COLLATE "C")',
    up: (op) => {
      op.alterColumn('t', 'a', { collate: 'C', existingType: text(), existingCollate: null })
      op.alterColumn('t', 'b', { collate: null, type: text(), existingType: string(3), existingCollate: 'C' })
    },
    shows: [
      [
        "SELECT column_name, data_type, collation_name FROM information_schema.columns WHERE table_name = 't' ORDER BY 1",
        'a|text|C',
        'b|text|',
      ],
    ],
  },
  {
    what: 'takes a type with using, and casts the default along',
    only: 'postgresql',
    before: "CREATE TABLE t (a text DEFAULT '5', b integer); INSERT INTO t VALUES ('7', 1), ('x', 2)",
    up: (op) =>
      op.alterColumn('t', 'a', {
        type: integer(),
        using: "CASE WHEN a ~ '^[0-9]+$' THEN a::integer ELSE b END -- or b",
        existingType: text(),
        existingDefault: '5',
      }),
    down: (op) =>
      op.alterColumn('t', 'a', { type: text(), existingType: integer(), using: 'a::text', existingDefault: '5' }),
    shows: [
      [column, 'integer||YES|5'],
      ['SELECT a FROM t ORDER BY b', '7', '2'],
    ],
  },
  {
    what: 'becomes NOT NULL, rows with NULL being filled with a value',
    only: 'postgresql',
    before: "CREATE TABLE t (a text, b integer); INSERT INTO t VALUES (NULL, 1), ('x', 2)",
    up: (op) => op.alterColumn('t', 'a', { nullable: false, fill: "it's", existingNullable: true }),
    down: (op) => op.alterColumn('t', 'a', { nullable: true }),
    shows: [
      ['SELECT a FROM t ORDER BY b', "it's", 'x'],
      [column, 'text||NO|'],
    ],
  },
  {
    what: 'becomes NOT NULL, rows with NULL being filled with an expression, and nullable again by its reverse',
    only: 'postgresql',
    before: 'CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (NULL, 1), (5, 2)',
    up: (op) => op.alterColumn('t', 'a', { nullable: false, fill: sql`b * 10 -- tens`, existingNullable: true }),
    shows: [['SELECT a FROM t ORDER BY b', '10', '5']],
  },
  {
    what: 'gets another default, and loses it',
    only: 'postgresql',
    before: "CREATE TABLE t (a text DEFAULT 'x', b integer, c timestamp DEFAULT now(), d boolean DEFAULT true)",
    up: (op) => {
      op.alterColumn('t', 'a', { default: "it's", existingDefault: 'x' })
      op.alterColumn('t', 'b', { default: sql`1 + 1`, existingDefault: null })
      op.alterColumn('t', 'c', { default: null, existingDefault: sql`now()` })
      op.alterColumn('t', 'd', { default: false, existingDefault: true })
    },
    shows: [
      [
        "SELECT column_name, column_default FROM information_schema.columns WHERE table_name = 't' ORDER BY 1",
        ...["a|'it''s'::text", 'b|(1 + 1)', 'c|', 'd|false'],
      ],
    ],
  },
  {
    what: 'gets a comment, another one, and loses it',
    only: 'postgresql',
    before: "CREATE TABLE t (a text, b text); COMMENT ON COLUMN t.b IS 'old'",
    up: (op) => {
      op.alterColumn('t', 'a', { comment: "it's new", existingComment: null })
      op.alterColumn('t', 'a', { comment: 'newer', existingComment: "it's new" })
      op.alterColumn('t', 'b', { comment: null, existingComment: 'old' })
    },
    shows: [["SELECT col_description('t'::regclass, 1), col_description('t'::regclass, 2)", 'newer|']],
  },
  {
    what: 'does everything at once, the name last',
    only: 'postgresql',
    before: 'CREATE TABLE annex.t (a varchar(5)); INSERT INTO annex.t VALUES (NULL)',
    up: (op) =>
      op.alterColumn('t', 'a', {
        ...{ newName: 'b', type: text(), nullable: false, default: 'n', fill: 'f', comment: 'c', schema: 'annex' },
        ...{ existingType: string(5), existingNullable: true, existingDefault: null, existingComment: null },
      }),
    shows: [
      [
        "SELECT column_name, data_type, is_nullable, column_default, col_description('annex.t'::regclass, 1) FROM information_schema.columns WHERE table_name = 't'",
        "b|text|NO|'n'::text|c",
      ],
      ['SELECT b FROM annex.t', 'f'],
    ],
  },
  {
    what: 'becomes an identity, another one, and a plain column again',
    only: 'postgresql',
    before: `CREATE TABLE t (a integer NOT NULL, b integer GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3 MAXVALUE 99 CYCLE),
      c bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY -2 MINVALUE -50 CACHE 3))`,
    up: (op) => {
      op.alterColumn('t', 'a', { identity: { start: 5, cache: 2 }, existingIdentity: null })
      op.alterColumn('t', 'b', {
        identity: { increment: 4, minValue: -5 },
        existingIdentity: { always: true, start: 7, increment: 3, maxValue: 99, cycle: true },
      })
      op.alterColumn('t', 'c', {
        identity: null,
        default: 12,
        existingIdentity: { increment: -2, minValue: -50, cache: 3 },
        existingDefault: null,
      })
    },
    shows: [
      [
        'SELECT sequencename, start_value, min_value, max_value, increment_by, cycle::text, cache_size FROM pg_sequences ORDER BY 1',
        ...['t_a_seq|5|1|2147483647|1|false|2', 't_b_seq|-5|-5|2147483647|4|false|1'],
      ],
      [
        "SELECT column_name, identity_generation, column_default FROM information_schema.columns WHERE table_name = 't' ORDER BY 1",
        ...['a|BY DEFAULT|', 'b|BY DEFAULT|', 'c||12'],
      ],
    ],
  },
  {
    what: 'becomes an identity in place of a default, and gets the default back',
    only: 'postgresql',
    before: 'CREATE TABLE t (a integer NOT NULL DEFAULT 3)',
    up: (op) =>
      op.alterColumn('t', 'a', {
        identity: { always: true },
        default: null,
        existingIdentity: null,
        existingDefault: 3,
      }),
  },
  {
    what: 'is generated no more, and keeps its values',
    only: 'postgresql',
    before: 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO t VALUES (4)',
    up: (op) => op.alterColumn('t', 'b', { generated: null, default: 9 }),
    down: (op) => {
      op.execute('ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) STORED')
    },
    shows: [
      ['SELECT a, b FROM t', '4|8'],
      ["SELECT column_default FROM information_schema.columns WHERE column_name = 'b'", '9'],
    ],
  },
  {
    what: 'becomes an enumeration, text that is there included, and text again',
    only: 'postgresql',
    before:
      "CREATE TABLE t (a varchar(4) NOT NULL DEFAULT 'sad', b integer); INSERT INTO t VALUES ('glad', 1), ('sad', 2)",
    up: (op) =>
      op.alterColumn('t', 'a', {
        type: enumeration('mood', ['glad', 'sad']),
        existingType: string(4),
        existingDefault: 'sad',
      }),
    shows: [
      ['SELECT a, pg_typeof(a) FROM t ORDER BY b', 'glad|mood', 'sad|mood'],
      ["SELECT column_default FROM information_schema.columns WHERE column_name = 'a'", "'sad'::mood"],
    ],
  },
  {
    what: 'becomes an enumeration with another default, or none',
    only: 'postgresql',
    before: "CREATE TABLE t (a text DEFAULT 'sad', b text DEFAULT 'sad')",
    up: (op) => {
      op.alterColumn('t', 'a', {
        ...{ type: enumeration('mood', ['glad', 'sad']), default: 'glad' },
        ...{ existingType: text(), existingDefault: 'sad' },
      })
      op.alterColumn('t', 'b', {
        ...{ type: enumeration('mood', ['glad', 'sad'], { create: false }), default: null },
        ...{ existingType: text(), existingDefault: 'sad' },
      })
    },
    shows: [
      [
        "SELECT column_name, column_default FROM information_schema.columns WHERE table_name = 't' ORDER BY 1",
        ...["a|'glad'::mood", 'b|'],
      ],
    ],
  },
  {
    what: 'has an enumeration whose values change, with those of its rows',
    only: 'postgresql',
    before: `CREATE TYPE annex.mood AS ENUM ('glad', 'sad'); CREATE TABLE t (a annex.mood DEFAULT 'sad', b integer);
      INSERT INTO t VALUES ('glad', 1), ('sad', 2)`,
    up: (op) =>
      op.alterColumn('t', 'a', {
        type: enumeration('mood', ['calm', 'glad', 'sad'], { schema: 'annex' }),
        existingType: enumeration('mood', ['glad', 'sad'], { schema: 'annex' }),
        existingDefault: 'sad',
      }),
    shows: [
      ['SELECT a FROM t ORDER BY b', 'glad', 'sad'],
      ["SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum", 'calm, glad, sad'],
    ],
  },
  {
    what: 'becomes a list of an enumeration',
    only: 'postgresql',
    before: "CREATE TABLE t (a text[]); INSERT INTO t VALUES ('{glad,sad}')",
    up: (op) =>
      op.alterColumn('t', 'a', { type: array(enumeration('mood', ['glad', 'sad'])), existingType: array(text()) }),
    shows: [['SELECT a[2], pg_typeof(a) FROM t', 'sad|mood[]']],
  },
  {
    what: 'leaves out the comment',
    only: 'sqlite',
    before: 'CREATE TABLE t (a TEXT)',
    up: (op) => op.alterColumn('t', 'a', { comment: 'c', existingComment: null }),
    rowsOnly: true,
  },
  {
    what: 'changes between numbers of other sizes and truth values',
    only: 'postgresql',
    before: 'CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, 0)',
    up: (op) => {
      op.alterColumn('t', 'a', { type: bigInteger(), existingType: integer() })
      op.alterColumn('t', 'b', { type: boolean(), using: 'b <> 0' })
    },
    down: (op) => {
      op.alterColumn('t', 'b', { type: integer(), using: 'b::integer' })
      op.alterColumn('t', 'a', { type: integer() })
    },
    shows: [['SELECT a, b::text FROM t', '1|false']],
  },
  {
    what: 'changes type, nullability and default, with all that hangs on the table',
    only: 'sqlite',
    before: `CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a VARCHAR(3) DEFAULT 'x' COLLATE NOCASE, b INTEGER REFERENCES p (id) CHECK (b > 0));
      CREATE INDEX i ON t (a) WHERE b > 1; CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 9 WHERE a IS NEW.a; END;
      INSERT INTO p VALUES (2), (9); INSERT INTO t VALUES (NULL, 2), ('y', 9)`,
    up: (op) =>
      op.alterColumn('t', 'a', {
        ...{ type: string(80), nullable: false, default: "it's", fill: sql`'f' || b` },
        ...{ existingType: string(3), existingNullable: true, existingDefault: 'x' },
      }),
    shows: [
      ['SELECT a, b FROM t ORDER BY rowid', 'f9|9', 'y|9'],
      ["SELECT type, \"notnull\", dflt_value FROM pragma_table_info('t') WHERE name = 'a'", "VARCHAR(80)|1|'it''s'"],
    ],
  },
  {
    what: 'becomes an enumeration, one with other values, and text again',
    only: 'sqlite',
    before: "CREATE TABLE t (a VARCHAR(4), b INTEGER); INSERT INTO t VALUES ('glad', 1)",
    up: (op) => {
      op.alterColumn('t', 'a', { type: enumeration('mood', ['glad']), existingType: string(4) })
      op.alterColumn('t', 'a', {
        type: enumeration('mood', ['glad', 'sad']),
        existingType: enumeration('mood', ['glad']),
      })
    },
    shows: [['SELECT a FROM t', 'glad']],
    refuses: [["UPDATE t SET a = 'x'", /mood/]],
  },
  {
    what: 'takes what using gives',
    only: 'sqlite',
    before: "CREATE TABLE t (a TEXT, b INTEGER); INSERT INTO t VALUES ('7x', 1)",
    up: (op) => op.alterColumn('t', 'a', { type: integer(), using: "CAST(replace(a, 'x', '') AS INTEGER) + b" }),
    down: (op) => op.alterColumn('t', 'a', { type: text(), using: "'7x'" }),
    shows: [['SELECT a, typeof(a) FROM t', '8|integer']],
  },
]
