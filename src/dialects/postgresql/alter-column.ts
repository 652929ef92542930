import { LimbeckError } from '../../errors.js'
import type { Identity } from '../../schema/column.js'
import { isSql } from '../../schema/sql.js'
import type { ColumnChange, ExistingColumn } from '../../schema/table-change.js'
import { closed } from '../constraint-sql.js'
import type { Place } from '../dialect.js'
import { bareSql } from '../table-sql.js'
import { defaultSql, identityOptions, identitySql } from './column.js'
import { comment } from './comment.js'
import { createEnums } from './create-table.js'
import { literal } from './literal.js'
import { names } from './names.js'
import { isNative, typeName } from './type-name.js'

/** What becomes of a column: its type first, its name last. Throws `invalid-operation`, `unsupported-operation`. */
export function alterColumn(place: Place, name: string, to: ColumnChange, existing: ExistingColumn): readonly string[] {
  const table = names.qualified(place.table, place.schema)
  const column = names.identifier(name)
  const head = `ALTER TABLE ${table} ALTER COLUMN ${column}`
  if (to.using !== undefined && to.type === undefined) {
    throw new LimbeckError('invalid-operation', `alterColumn '${place.table}.${name}': using goes with a new type.`)
  }
  if (existing.existingGenerated && to.default !== undefined) {
    const message = `'${place.table}.${name}' is generated and has no default: change it with generated.`
    throw new LimbeckError('invalid-operation', message)
  }
  return [
    ...(to.type === undefined
      ? []
      : [...createEnums([to.type]), `${head} TYPE ${typeName(to.type)}${usingSql(column, to)}`]),
    ...(to.fill === undefined ? [] : [`UPDATE ${table} SET ${column} = ${fillSql(name, to)} WHERE ${column} IS NULL`]),
    ...(to.nullable === undefined ? [] : [`${head} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    ...(to.default === undefined
      ? []
      : [to.default === null ? `${head} DROP DEFAULT` : `${head} SET DEFAULT ${defaultSql(name, to.default)}`]),
    ...(to.identity === undefined ? [] : identity(head, to.identity, existing.existingIdentity)),
    ...(to.generated === undefined ? [] : [dropExpression(head, place, name, to)]),
    ...(to.comment === undefined ? [] : comment(place, name, to.comment)),
    ...(to.newName === undefined || to.newName === name
      ? []
      : [`ALTER TABLE ${table} RENAME ${column} TO ${names.identifier(to.newName)}`]),
  ]
}

/** PostgreSQL casts to no enumeration by itself. */
function usingSql(column: string, { type, using }: ColumnChange): string {
  if (using !== undefined) return ` USING ${closed(using)}`
  if (type?.type !== 'enumeration' || !isNative(type)) return ''
  return ` USING ${column}::text::${typeName(type)}`
}

const fillSql = (name: string, { fill }: ColumnChange): string =>
  isSql(fill) ? `(${closed(bareSql(`What fills '${name}'`, fill))})` : literal(fill ?? null)

function identity(head: string, to: Identity | null, existing: Identity | null | undefined): readonly string[] {
  if (to === null) return [`${head} DROP IDENTITY`]
  if (!existing) return [`${head} ADD ${identitySql(to)}`]
  const before = new Set(identityOptions(existing))
  const changes = [
    ...((to.always ?? false) === (existing.always ?? false)
      ? []
      : [`SET GENERATED ${to.always ? 'ALWAYS' : 'BY DEFAULT'}`]),
    ...identityOptions(to)
      .filter((option) => !before.has(option))
      .map((option) => `SET ${option}`),
  ]
  return changes.length > 0 ? [`${head} ${changes.join(' ')}`] : []
}

function dropExpression(head: string, { table }: Place, name: string, { generated }: ColumnChange): string {
  if (generated === null) return `${head} DROP EXPRESSION`
  const message = `'${table}.${name}': PostgreSQL changes no generated column: drop it, and add it anew.`
  throw new LimbeckError('unsupported-operation', message)
}
