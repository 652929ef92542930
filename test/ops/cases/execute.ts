import { sql } from 'limbeck/op'
import type { Case } from '../case.js'

const before = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'), (2, 'y')"

export const cases: readonly Case[] = [
  {
    what: 'runs text as it stands, of several statements',
    before,
    up: (op) =>
      op.execute("UPDATE t SET b = ':a; ? $1 -- no' WHERE a = 1; /* ; */ DELETE FROM t WHERE a = 2; -- done;"),
    down: () => undefined,
    shows: [['SELECT * FROM t', '1|:a; ? $1 -- no']],
    rowsOnly: true,
  },
  {
    what: 'takes a statement made with sql, its values as parameters',
    before,
    up: (op) => op.execute(sql`UPDATE t SET b = ${"'; DROP TABLE t; --"}, a = a + ${10} WHERE a = ${2}`),
    down: (op) => op.execute(sql`UPDATE t SET a = ${2} WHERE a = ${12}`),
    shows: [['SELECT * FROM t ORDER BY a', '1|x', "12|'; DROP TABLE t; --"]],
    rowsOnly: true,
  },
  {
    what: "takes PostgreSQL's placeholders",
    only: 'postgresql',
    before,
    up: (op) => op.execute('UPDATE t SET b = $2 || $2, a = $1 WHERE a = $1', [2, "it's"]),
    down: () => undefined,
    shows: [['SELECT * FROM t ORDER BY a', '1|x', "2|it'sit's"]],
    rowsOnly: true,
  },
  {
    what: 'makes functions and triggers',
    only: 'postgresql',
    before,
    up: (op) => {
      op.execute(`CREATE FUNCTION twice() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN NEW.a := NEW.a * 2; RETURN NEW; END $body$;
        CREATE TRIGGER twice BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION twice()`)
      op.bulkInsert('t', [{ a: 5, b: 'z' }])
    },
    down: (op) => op.execute('DROP TRIGGER twice ON t; DROP FUNCTION twice'),
    shows: [["SELECT a FROM t WHERE b = 'z'", '10']],
    rowsOnly: true,
  },
]
