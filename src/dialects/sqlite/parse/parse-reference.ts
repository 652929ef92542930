import type { Name, ReferenceClause } from './table-definition.js'
import type { TokenReader } from './token-reader.js'

/** Parses `REFERENCES …` with everything that belongs to it (https://sqlite.org/syntax/foreign-key-clause.html). */
export function parseReference(reader: TokenReader): ReferenceClause {
  reader.expect('REFERENCES')
  const table = reader.name()
  const columns: Name[] = []
  if (reader.take('(')) {
    do columns.push(reader.name())
    while (reader.take(','))
    reader.expect(')')
  }
  let onDelete = 'NO ACTION'
  let deferred = false
  for (;;) {
    if (reader.take('ON', 'DELETE')) onDelete = parseAction(reader)
    else if (reader.take('ON', 'UPDATE')) parseAction(reader)
    else if (reader.take('MATCH')) reader.name()
    else if (reader.take('NOT', 'DEFERRABLE') || reader.take('DEFERRABLE')) {
      if (reader.take('INITIALLY')) deferred = reader.next().text.toUpperCase() === 'DEFERRED'
    } else return { table, columns, onDelete, deferred }
  }
}

function parseAction(reader: TokenReader): string {
  const words = [reader.next().text]
  if (['SET', 'NO'].includes(words[0]?.toUpperCase() as string)) words.push(reader.next().text)
  return words.join(' ').toUpperCase()
}
