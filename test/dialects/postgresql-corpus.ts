import type { Corpus } from './corpus.js'

export const postgresqlSpaces: readonly string[] = [
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    ' \f',
    ' -- a; b\n',
    " -- it's\r",
    ' -- $$\r\n',
    ' /* ; */ ',
    '/**/',
    ' /* /* ; */ ; */ ',
  ],
  ...[` /* ' " $$ E' BEGIN ATOMIC ( */ `, '/*/* ; */*/', ' --\n', '/*/ ; */', ' -- CREATE FUNCTION (\n'],
]

const say = (...values: readonly string[]) => values.map((value) => `INSERT·INTO·said·(what)·VALUES·(${value})`)

export const postgresqlCorpus: Corpus = [
  say(`'it''s; --'`, `'/*'·||·'*/;'`, `'\\'`, `'\n;\r\n'`, `';'::text·||·''''`),
  say(
    `E'\\';'`,
    `e'a\\\\'·||·';'`,
    `E'it''s;\\\\\\';'`,
    `E'a;'\n'\\';b'`,
    `E'a' -- ';\n  '\\';b' \r '\\'c;'`,
    `'a' \n 'b;\\'`,
  ),
  say(`'a'\n'\\'·||·';'`, `E'\\\\' || '\\'`, `U&'\\0041;'';'`, `U&'!0041;\\' UESCAPE '!'`, `N';\\'`),
  say(`B'101'::text`, `X'1F'::text·||·';'`, `b''::text`),
  say('$$a;b$$', `$x$ a;$$;' $x$`, '$é1$;$é$;$é1$', '$a$$b$;$a$', '$a$;$A$;$$a$', `$_$'$_$·||·';'`),
  say('$$;$$', `(1--;\n+1)::text`, `(4/*;*//2)::text`, `(SELECT·5·-·-1)::text`, `(@ -1)::text`, `(|/4.)::text`),
  say(`('{"a;":1}'::jsonb·?·'a;')::text`, `('[";"]'::jsonb·?|·ARRAY[';'])::text`, `('{";"}'::text[])[1]`),
  say(`CASE·WHEN·1=1·THEN·CASE·2·WHEN·2·THEN·';'·END·END`, `(SELECT·x.end·FROM·(SELECT·';'·AS·end)·x)`),
  [`CREATE·TABLE·"t;~""" ("a;""b" integer·DEFAULT·5, "--" text DEFAULT·';')`, `INSERT INTO "t;~""" VALUES·(1), (2)`],
  [
    'CREATE·TABLE·a$b$c~·(x$$·text, é int)',
    `INSERT INTO a$b$c~·VALUES ($$;$$, 1)`,
    `COMMENT·ON·TABLE·a$b$c~·IS·'a;''b'`,
  ],
  [
    `CREATE·FUNCTION·f~()·RETURNS·text·LANGUAGE·plpgsql·AS·$fn$·BEGIN·RETURN·$$;$$·||·'$fn';·END;·$fn$`,
    'INSERT INTO said (what)·SELECT f~()',
  ],
  [
    `CREATE OR·REPLACE·FUNCTION·g~(begin·integer)·RETURNS·SETOF·text·BEGIN·ATOMIC·SELECT·CASE·WHEN·begin·>·1·THEN·CASE·begin·WHEN·2·THEN·'x;'·END·END;·SELECT·';'·AS·end;·SELECT·x.case·FROM·(SELECT·'e'·AS·case)·x;·END`,
    'INSERT INTO said (what) SELECT * FROM g~(2)',
  ],
  [
    `CREATE·PROCEDURE·p~(x·text)·LANGUAGE·sql·begin·atomic·INSERT·INTO·said·(what)·VALUES·(x);·INSERT·INTO·said·(what)·SELECT·'end;';·end`,
    `CALL·p~(';')`,
  ],
  [
    `CREATE·FUNCTION·begin()·RETURNS·integer·LANGUAGE·sql·AS·'SELECT 1;'`,
    'DROP·FUNCTION·begin()',
    'SELECT·1·AS·atomic',
  ],
  ['CREATE·FUNCTION·h~()·RETURNS·integer·RETURN·CASE·1·WHEN·1·THEN·2·END', 'SELECT·h~()'],
  [
    'CREATE·TABLE·r~·(a·integer)',
    `CREATE·RULE·r~·AS·ON·INSERT·TO·r~·DO·ALSO·(INSERT·INTO·said·(what)·VALUES·(';');·INSERT·INTO·said·(what)·VALUES·(NEW.a);)`,
    'INSERT INTO r~·VALUES·(1)',
  ],
  [
    'CREATE·TABLE·tr~·(a·text)',
    `CREATE·FUNCTION·tr~()·RETURNS·trigger·LANGUAGE·plpgsql·AS·'BEGIN NEW.a := '';''; RETURN NEW; END'`,
    'CREATE·TRIGGER·tr~·BEFORE·INSERT·ON·tr~·FOR·EACH·ROW·EXECUTE·FUNCTION·tr~()',
    'INSERT·INTO·tr~·VALUES·(NULL)',
  ],
  [`DO·$do$·BEGIN·INSERT·INTO·said·(what)·VALUES·(';');·END·$do$`, `DO·'BEGIN NULL; END'`],
  ["CREATE·VIEW·v~·AS·SELECT·what·FROM·said·WHERE·what·=·';'·-- the last; of it"],
  [`WITH·x·AS·(SELECT·';'·AS·y)·INSERT·INTO·said·(what)·SELECT·y·FROM·x`],
  ["PREPARE·q~·(text)·AS·INSERT·INTO·said·(what)·VALUES·($1·||·'$1;')", `EXECUTE·q~·(';')`, 'DEALLOCATE·q~'],
]
