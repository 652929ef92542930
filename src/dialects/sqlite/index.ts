import { LimbeckError } from '../../errors.js'
import type { Enumeration } from '../../schema/column-type.js'
import type { Sql } from '../../schema/sql.js'
import type { Dialect, DialectStatement, DropIndexOptions, EnumChange, Place } from '../dialect.js'
import { quoted } from '../literal.js'
import { oneQuery } from '../one-query.js'
import { splitStatements } from '../split.js'
import { alter } from './alter.js'
import { column } from './column.js'
import { createIndex } from './create-index.js'
import { constraint, createTable } from './create-table.js'
import { encode, literal } from './literal.js'
import { names, refuseReserved } from './names.js'
import { refusal } from './refusal.js'
import { placeholders, tokens } from './tokens.js'
import { typeName } from './type-name.js'

/** SQLite's SQL, 3.35 and later. */
export const sqlite: Dialect = {
  name: 'sqlite',
  maxParameters: 32_766,
  ...names,
  literal,
  encode,
  placeholder: () => '?',
  placeholders,
  inlined: literal,
  type: typeName,
  column,
  constraint,
  createTable,
  createIndex,
  dropIndex,
  renameTable,
  comment: () => [],
  changeEnum,
  alter,
  statement,
  assertion,
  tokens,
  refusal,
  split,
}

/** SQLite's SQL within the limits of Cloudflare D1: https://developers.cloudflare.com/d1/platform/limits/ */
export const d1: Dialect = { ...sqlite, name: 'd1', maxParameters: 100, maxStatement: 100_000, maxColumns: 100 }

function dropIndex(name: string, { ifExists, schema }: DropIndexOptions): string {
  return `DROP INDEX ${ifExists ? 'IF EXISTS ' : ''}${names.qualified(name, schema)}`
}

function renameTable({ table, schema }: Place, newName: string): string {
  refuseReserved(newName)
  return `ALTER TABLE ${names.qualified(table, schema)} RENAME TO ${names.identifier(newName)}`
}

/** An enumeration is a CHECK of each column that has it: nothing is made or dropped beside that. */
function changeEnum({ name }: Enumeration, { kind }: EnumChange): readonly string[] {
  if (kind === 'create' || kind === 'drop') return []
  const message = `The values of '${name}' are a CHECK on SQLite: use op.alterColumn with the new enumeration as its type.`
  throw new LimbeckError('unsupported-operation', message)
}

function statement({ parts, params }: Sql): DialectStatement {
  const text = parts.join('?')
  return params.length > 0 ? [text, ...params.map(encode)] : text
}

// SQLite has no RAISE outside of triggers. A JSON path that is none fails when it is reached, and is quoted in the error.
function assertion(query: string): string {
  const statement = oneQuery(query, split)
  const message = quoted(`assertion failed: ${statement}`)
  return `SELECT CASE WHEN EXISTS (${statement}\n) THEN 1 ELSE json_extract('{}', ${message}) END`
}

function split(text: string): readonly string[] {
  return splitStatements(tokens, text)
}
