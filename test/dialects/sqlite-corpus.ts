import type { Corpus } from './corpus.js'

export const sqliteSpaces: readonly string[] = [
  ...[' ', '\n', '\r\n', '\t', ' ', ' \f', ' -- a; b\n', " -- it's\r\n", ' /* ; */ ', ' /* /* ; */ ', '/**/'],
  ...[` /* ' " [ \` $$ BEGIN */ `, ' --\n', ' -- "\n', ' \uFEFF', ' -- CREATE TRIGGER\rx\n', '/*/ ; */'],
]

const table = 'CREATE·TABLE·t~·(a·DEFAULT·5,·"b;"·TEXT)'

export const sqliteCorpus: Corpus = [
  [table, `INSERT·INTO·t~·VALUES·('it''s; --', '/*'),·('\n;\r\n', '*/')`, `UPDATE·t~·SET·a·=·';' || a·||·''''`],
  [`CREATE TABLE "t;~""" (\`a;\`\`\`, [b;"'], "c""d")`, `INSERT·INTO "t;~""" VALUES·(x'3b27',·X'',·'"')`],
  [
    table,
    `CREATE·TRIGGER·one~·AFTER·INSERT·ON·t~·BEGIN·UPDATE·t~·SET·a·=·CASE·WHEN·a·>·1·THEN·CASE·a·WHEN·2·THEN·3·ELSE·4·END·END;·SELECT·'; END',·1·"end";·END`,
    `INSERT INTO t~ (a) VALUES (2), (7)`,
  ],
  [
    table,
    `create·temp·trigger·if·not·exists·two~·before·delete·on·t~·for·each·row·when·old.a·<>·';'·begin·delete·from·t~·where·a·=·'end;';·insert·into·t~·select·1,·2·where·0;·end`,
    `DELETE FROM t~`,
  ],
  [
    'CREATE·TABLE·trigger~·(begin,·end,·trigger)',
    'CREATE TABLE IF NOT EXISTS·trigger·(a)',
    'INSERT INTO trigger·VALUES (1)',
    'CREATE·TRIGGER·end~·AFTER·UPDATE·OF·end·ON·trigger~·BEGIN·UPDATE·trigger~·SET·begin·=·NEW.end;·END',
    'CREATE TRIGGER "a;~" AFTER UPDATE OF begin ON trigger~·BEGIN SELECT 1·;·END',
    `INSERT INTO trigger~ VALUES (1, 2, 3)`,
    `UPDATE trigger~ SET end = 5`,
  ],
  [table, 'CREATE·VIEW·v~·AS·SELECT·CASE·a·WHEN·1·THEN·\';\'·END·AS·"x;y"·FROM·t~·-- the last; of it'],
  [table, `CREATE·UNIQUE·INDEX·i~·ON·t~·(a,·"b;"·COLLATE·NOCASE)·WHERE·a·<>·';'`],
  [table, `WITH·x·AS·(SELECT·';'·AS·y)·INSERT·INTO·t~·SELECT·y,·json_extract('{"a;": [1]}',·'$."a;"')·FROM·x`],
  [table, 'INSERT INTO t~·VALUES·(1--;\n-1,·2/*;*//1),·(-·-·1,·1·<>·2)', 'SELECT·1·AS·éö', 'PRAGMA·table_info·(t~)'],
  [`CREATE·TABLE·é\u00a0~·(a$b,·c·DEFAULT·(1·+·(2)))`, 'INSERT INTO é\u00a0~·(a$b) VALUES (1)'],
  [table, 'EXPLAIN·QUERY·PLAN·CREATE·TRIGGER·x·AFTER·INSERT·ON·t~·BEGIN·SELECT·1;·END', 'INSERT INTO t~ VALUES (9, 9)'],
  [table, 'SAVEPOINT·a', 'INSERT INTO t~ VALUES (3, 4)', 'RELEASE·a', 'BEGIN', 'INSERT INTO t~ VALUES (5, 6)', 'END'],
]
