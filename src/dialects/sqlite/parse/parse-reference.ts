import type { DeferralClause, Name, ReferenceClause } from './table-definition.js'
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
  let [onDelete, onUpdate] = ['NO ACTION', 'NO ACTION']
  let match: string | undefined
  for (;;) {
    if (reader.take('ON', 'DELETE')) onDelete = parseAction(reader)
    else if (reader.take('ON', 'UPDATE')) onUpdate = parseAction(reader)
    else if (reader.take('MATCH')) match = reader.name().name
    else break
  }
  const deferral = parseDeferral(reader)
  const deferred = deferral?.deferrable === true && deferral.initially === 'DEFERRED'
  return { table, columns, onDelete, onUpdate, match, deferral, deferred }
}

/** Takes `DEFERRABLE …`, where it is there. */
export function parseDeferral(reader: TokenReader): DeferralClause | undefined {
  const deferrable = !reader.take('NOT', 'DEFERRABLE')
  if (deferrable && !reader.take('DEFERRABLE')) return undefined
  return { deferrable, initially: reader.take('INITIALLY') ? reader.next().text.toUpperCase() : undefined }
}

function parseAction(reader: TokenReader): string {
  const words = [reader.next().text]
  if (['SET', 'NO'].includes(words[0]?.toUpperCase() as string)) words.push(reader.next().text)
  return words.join(' ').toUpperCase()
}
