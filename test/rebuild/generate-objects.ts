import { inCapitals, type MadeTable, quote } from './made-case.js'
import type { Random } from './random-numbers.js'

/** Which full-text search a SQLite has. */
export type FullText = 'fts4' | 'fts5' | undefined

/** Indexes, triggers and views over a table. */
export function objectsOver(
  random: Random,
  table: MadeTable,
  at: number,
  tables: readonly MadeTable[],
): readonly string[] {
  const script: string[] = []
  const name = random.chance(0.1) ? quote(inCapitals(table.name)) : quote(table.name)
  const column = () => quote(random.one(table.columns).name)
  if (random.chance(0.5)) script.push(`CREATE INDEX i${at}a ON ${name} (${column()} DESC, ${column()} COLLATE NOCASE)`)
  if (random.chance(0.3))
    script.push(`CREATE INDEX "i ${at}b" ON ${name} (lower(${column()})) WHERE ${column()} IS NOT NULL`)
  const key = table.columns.find((one) => one.key)
  if (key && random.chance(0.3)) script.push(`CREATE UNIQUE INDEX i${at}c ON ${name} (${column()}, ${quote(key.name)})`)
  if (random.chance(0.4)) {
    const own = column()
    script.push(
      `CREATE TRIGGER d${at} AFTER DELETE ON ${name} WHEN old.${own} IS NOT NULL BEGIN INSERT INTO log VALUES ('deleted ' || old.${own}); END`,
    )
  }
  if (random.chance(0.3)) {
    const of = column()
    script.push(`CREATE TRIGGER u${at} AFTER UPDATE OF ${of} ON ${name} BEGIN UPDATE log SET words = new.${of}; END`)
  }
  if (random.chance(0.2))
    script.push(`CREATE TRIGGER o${at} AFTER INSERT ON log BEGIN DELETE FROM ${name} WHERE 0; END`)
  const other = random.one(tables)
  if (random.chance(0.2))
    script.push(
      `CREATE TRIGGER b${at} BEFORE INSERT ON ${name} BEGIN SELECT CASE WHEN (SELECT count(*) FROM ${quote(other.name)}) > 99 THEN RAISE(ABORT, 'end; of words') END; UPDATE log SET words = (SELECT count(*) FROM ${name}); END`,
    )
  if (random.chance(0.4)) {
    script.push(`CREATE VIEW v${at} AS SELECT x.${column()} AS one, ${column()} AS two FROM ${name} AS x`)
    if (random.chance(0.5)) script.push(`CREATE VIEW w${at} AS SELECT two FROM v${at} WHERE one IS NOT NULL`)
    if (random.chance(0.5))
      script.push(`CREATE TRIGGER n${at} INSTEAD OF INSERT ON v${at} BEGIN INSERT INTO log VALUES (new.one); END`)
    if (random.chance(0.3))
      script.push(
        `CREATE TRIGGER m${at} INSTEAD OF UPDATE ON v${at} BEGIN INSERT INTO log SELECT count(*) FROM ${quote(other.name)}; END`,
      )
  }
  if (random.chance(0.15)) {
    script.push(`CREATE VIEW s${at} AS SELECT * FROM ${name}`)
    // In double quotes a name that is gone would become text.
    if (random.chance(0.5)) script.push(`CREATE VIEW z${at} AS SELECT [${random.one(table.columns).name}] FROM s${at}`)
  }
  if (random.chance(0.15))
    script.push(
      `CREATE VIEW j${at} AS WITH some(n) AS (SELECT count(*) FROM ${quote(other.name)}) SELECT n, x.${column()} AS own FROM some JOIN ${name} AS x`,
    )
  return script
}

/** Virtual tables, and with them their shadow tables: one for itself, and one whose words are those of a table. */
export function fullTextOver(random: Random, tables: readonly MadeTable[], fullText: FullText): readonly string[] {
  const isApart = random.chance(0.1)
  const table = random.one(tables)
  const column = random.one(table.columns)
  const isOver = random.chance(0.25)
  const isKept = random.chance(0.5)
  const key = table.columns.find((one) => one.key)
  const apart = [`CREATE VIRTUAL TABLE found USING ${fullText}(words)`, "INSERT INTO found VALUES ('apple')"]
  if (fullText === undefined) return []
  // Only such a key is the row id that a full-text index knows its rows by.
  if (
    !isOver ||
    !key ||
    table.withoutRowid ||
    key.type !== 'INTEGER' ||
    !/^PRIMARY|^CONSTRAINT/.test(key.words[0]?.text ?? '')
  ) {
    return isApart ? apart : []
  }
  const [words, id, name] = [column.name, key.name, table.name].map(quote) as [string, string, string]
  const from = fullText === 'fts5' ? `content=${name}, content_rowid=${id}` : `content=${name}`
  const rowid = fullText === 'fts5' ? 'rowid' : 'docid'
  return [
    ...(isApart ? apart : []),
    `CREATE VIRTUAL TABLE sought USING ${fullText}(${words}, ${from})`,
    "INSERT INTO sought(sought) VALUES ('rebuild')",
    ...(isKept
      ? [
          `CREATE TRIGGER sought_in AFTER INSERT ON ${name} BEGIN INSERT INTO sought(${rowid}, ${words}) VALUES (new.${id}, new.${words}); END`,
        ]
      : []),
  ]
}
