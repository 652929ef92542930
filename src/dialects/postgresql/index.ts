import type { Sql } from '../../schema/sql.js'
import type { Dialect, DialectStatement } from '../dialect.js'
import { oneQuery } from '../one-query.js'
import { splitStatements } from '../split.js'
import { alter } from './alter.js'
import { column } from './column.js'
import { comment } from './comment.js'
import { constraint } from './constraint.js'
import { createIndex, dropIndex } from './create-index.js'
import { createTable } from './create-table.js'
import { changeEnum } from './enumeration.js'
import { encode, inlined, literal } from './literal.js'
import { names } from './names.js'
import { refusal } from './refusal.js'
import { placeholders, tokens } from './tokens.js'
import { typeName } from './type-name.js'

/** PostgreSQL's SQL, 12 and later. */
export const postgresql: Dialect = {
  name: 'postgresql',
  maxParameters: 65_535,
  ...names,
  literal,
  encode,
  placeholder: (position) => `$${position}`,
  placeholders,
  inlined,
  type: typeName,
  column: (definition, keyed) => column(definition, keyed),
  constraint,
  createTable,
  createIndex,
  dropIndex,
  renameTable: ({ table, schema }, newName) =>
    `ALTER TABLE ${names.qualified(table, schema)} RENAME TO ${names.identifier(newName)}`,
  comment,
  changeEnum,
  alter,
  statement,
  assertion,
  tokens,
  refusal,
  split,
}

function statement({ parts, params }: Sql): DialectStatement {
  const text = parts.map((part, at) => (at === 0 ? part : `$${at}${part}`)).join('')
  return params.length > 0 ? [text, ...params.map(encode)] : text
}

function assertion(query: string): string {
  const statement = oneQuery(query, split)
  // A subquery is evaluated only when it is reached; the cast of a mere text would fail before.
  const message = literal(`assertion failed: ${statement}`)
  return `SELECT CASE WHEN EXISTS (${statement}\n) THEN 1 ELSE (SELECT ${message}::text)::integer END`
}

function split(text: string): readonly string[] {
  return splitStatements(tokens, text)
}
