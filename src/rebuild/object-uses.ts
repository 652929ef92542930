import { readTokens } from '../dialects/sqlite/parse/token-reader.js'
import { nameOf, type SqlToken, sameName, tokenize } from '../dialects/sqlite/parse/tokenize.js'
import { type Facts, isVirtual, type SchemaObject, tableNamed } from './facts.js'
import { takesAll, usesColumn } from './names-used.js'

/** The triggers and views that name a column, or count on how many there are. */
export const otherUses = (facts: Facts, table: string, column: string): readonly string[] =>
  usesOf(facts, column, [table, ...viewsOfAll(facts, table)], isCounted)

/** Those that have a column by its name from a view of all columns. */
export const handedOn = (facts: Facts, table: string, column: string): readonly string[] =>
  usesOf(facts, column, viewsOfAll(facts, table), () => false)

const objects = ({ objects }: Facts) => objects.filter(({ type }) => type === 'trigger' || type === 'view')

function viewsOfAll(facts: Facts, table: string): readonly string[] {
  const sources = new Set([table])
  for (const source of sources)
    for (const one of objects(facts)) if (one.type === 'view' && takesAll(one, source)) sources.add(one.name)
  return [...sources].slice(1)
}

function usesOf(
  facts: Facts,
  column: string,
  sources: readonly string[],
  counts: (object: SchemaObject) => boolean,
): readonly string[] {
  const hasColumn = (other: string) => {
    const found = facts.objects.find(({ type, name }) => type === 'table' && sameName(name, other))
    if (!found?.sql || isVirtual(found.sql)) return true
    return tableNamed(facts, other)?.columns.some((one) => sameName(one.column.name, column)) ?? true
  }
  const uses = (object: SchemaObject) =>
    sources.some(
      (source) => usesColumn(object, source, column, hasColumn) || (counts(object) && takesAll(object, source)),
    )
  return objects(facts).flatMap((object) => (uses(object) ? [`${object.type} ${object.name}`] : []))
}

/** Whether all columns have to be as many as are listed, or are inserted into. */
function isCounted({ type, sql }: SchemaObject): boolean {
  if (type === 'trigger') return true
  const reader = readTokens(sql ?? '')
  while (!reader.take('VIEW')) reader.next()
  reader.take('IF', 'NOT', 'EXISTS')
  reader.name()
  if (reader.take('.')) reader.name()
  return reader.isNext('(')
}

/** The full-text indexes that read a column: their `content` is its table (https://sqlite.org/fts5.html#external_content_tables). */
export const virtualUses = (facts: Facts, table: string, column: string): readonly string[] =>
  facts.objects.flatMap(({ name, sql }) => {
    if (!isVirtual(sql)) return []
    const names = tokenize(sql ?? '').filter(({ kind }) => kind !== 'sign' && kind !== 'number')
    const after = (word: string) => {
      const at = names.findIndex((one) => sameName(one.text, word))
      return at < 0 ? undefined : nameOf(names[at + 1] as SqlToken)
    }
    const isOver = sameName(after('content') ?? '', table)
    return isOver && names.some((one) => sameName(nameOf(one), column)) ? [`virtual table ${name}`] : []
  })
