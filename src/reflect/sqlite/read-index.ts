import { sqlite } from '../../dialects/sqlite/index.js'
import { parseIndex } from '../../dialects/sqlite/parse/parse-index.js'
import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../../dialects/sqlite/parse/text-at.js'
import type { IndexDefinition } from '../../schema/table.js'
import { given } from '../given.js'
import { hasColumn, ownName } from './names.js'
import { otherCollation } from './read-collation.js'

/** An index as its SQL defines it. */
export function readIndex(sql: string, table: TableDefinition): IndexDefinition {
  const { name, unique, elements, partial, where } = parseIndex(sql)
  return {
    name: name.name,
    table: table.table.name,
    columns: elements.map((element) => {
      const { column, descending } = element
      if (column === undefined || !hasColumn(table, column)) return sqlText(textAt(sql, element).trim())
      if (element.collation === undefined && !descending) return ownName(table, column)
      const own = ownName(table, column)
      const collation = otherCollation(table, column, element.collation)
      if (collation === undefined && !descending) return own
      const words = [
        sqlite.identifier(own),
        ...(collation === undefined ? [] : [`COLLATE ${isOwn(collation) ? collation : sqlite.identifier(collation)}`]),
        ...(descending ? ['DESC'] : []),
      ]
      return sqlText(words.join(' '))
    }),
    options: given({ unique: unique || undefined, where: partial ? sql.slice(where).trim() : undefined }),
  }
}

const sqlText = (text: string) => ({ kind: 'sql' as const, parts: [text], params: [] })

/** SQLite's own collations stand without quotes wherever people write them. */
const isOwn = (collation: string): boolean => ['BINARY', 'NOCASE', 'RTRIM'].includes(collation)
