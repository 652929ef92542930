import { alterationOf } from './generate-alteration.js'
import { type FullText, fullTextOver, objectsOver } from './generate-objects.js'
import { fillTable, makeTable, planTable } from './generate-table.js'
import { type MadeCase, quote } from './made-case.js'
import { randomOf } from './random-numbers.js'

/** The case of a seed; full-text search is the SQLite's that it is for. */
export function generate(seed: number, fullText: FullText): MadeCase {
  const random = randomOf(seed)
  const count = 1 + random.below(5)
  const plans = Array.from({ length: count }, (_, at) => planTable(random, at))
  const made = plans.map((plan, at) => makeTable(random, plan, at, plans))
  const tables = made.map(([table]) => table)
  const script = [
    ...made.map(([, sql]) => sql),
    ...plans.flatMap(({ key, name, keyName }, at) =>
      key === 'indexed' ? [`CREATE UNIQUE INDEX "key ${at}" ON ${quote(name)} (${quote(keyName)})`] : [],
    ),
    ...tables.flatMap((table, at) => fillTable(random, table, at)),
    'CREATE TABLE log (words)',
    ...tables.flatMap((table, at) => objectsOver(random, table, at, tables)),
    ...fullTextOver(random, tables, fullText),
  ]
  return { script, tables, alteration: alterationOf(random, random.one(tables), tables) }
}
