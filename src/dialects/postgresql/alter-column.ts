import { LimbeckError } from '../../errors.js'
import type { Identity } from '../../schema/column.js'
import type { ColumnType } from '../../schema/column-type.js'
import { enumerationOf, hasSameValues, isSameEnumeration, ownedEnumerations } from '../../schema/owned-enumerations.js'
import { isSql } from '../../schema/sql.js'
import type { ColumnChange, ExistingColumn } from '../../schema/table-change.js'
import { closed } from '../constraint-sql.js'
import type { Place } from '../dialect.js'
import { bareSql } from '../table-sql.js'
import { defaultSql } from './column.js'
import { comment } from './comment.js'
import { createEnums, dropEnums } from './enumeration.js'
import { changeIdentity, identitySql } from './identity.js'
import { arrayLiteral, literal } from './literal.js'
import { columnName, names } from './names.js'
import { isNative, typeName } from './type-name.js'

/** What becomes of a column: its type first, its name last. Throws `invalid-operation`, `unsupported-operation`. */
export function alterColumn(place: Place, name: string, to: ColumnChange, existing: ExistingColumn): readonly string[] {
  const table = names.qualified(place.table, place.schema)
  const column = names.identifier(name)
  const head = `ALTER TABLE ${table} ALTER COLUMN ${column}`
  if (to.using !== undefined && to.type === undefined) {
    throw new LimbeckError('invalid-operation', `'${place.table}.${name}': using goes with a new type.`)
  }
  if (existing.existingGenerated && to.default !== undefined) {
    const message = `'${place.table}.${name}' is generated and has no default: change it with generated.`
    throw new LimbeckError('invalid-operation', message)
  }
  refuseSqlites(place, name, to)
  // A default is cast along, but not where a cast has to be asked for; and it holds on to the enumeration that it is of.
  const recast = to.type !== undefined && needsCast(to, existing)
  const after = to.default === undefined && recast ? (existing.existingDefault ?? undefined) : to.default
  return [
    // What is an identity can be no text, and not NULL.
    ...(to.identity === null ? [`${head} DROP IDENTITY`] : []),
    ...(recast && after !== undefined ? [`${head} DROP DEFAULT`] : []),
    ...(to.type === undefined
      ? collation(head, place, name, to, existing)
      : alterType(head, column, to.type, to, existing)),
    ...(to.fill === undefined
      ? []
      : [
          `UPDATE ${table} SET ${column} = ${fillSql(name, to, to.type ?? existing.existingType)} WHERE ${column} IS NULL`,
        ]),
    ...(to.nullable === undefined ? [] : [`${head} ${to.nullable ? 'DROP' : 'SET'} NOT NULL`]),
    // These have no default, and can have one only when they are plain columns.
    ...(to.generated === undefined ? [] : [dropExpression(head, place, name, to)]),
    ...(after === undefined ? [] : setDefault(head, name, after, recast, to.type ?? existing.existingType)),
    ...(to.identity ? identity(head, to.identity, existing.existingIdentity) : []),
    ...(to.comment === undefined ? [] : comment(place, name, to.comment)),
    ...(to.newName === undefined || to.newName === name
      ? []
      : [`ALTER TABLE ${table} RENAME ${column} TO ${columnName(to.newName)}`]),
  ]
}

const needsCast = ({ type, using }: ColumnChange, { existingType }: ExistingColumn): boolean =>
  using !== undefined || [type, existingType].some((each) => each && enumerationOf(each))

function setDefault(
  head: string,
  name: string,
  to: NonNullable<ColumnChange['default']> | null,
  dropped: boolean,
  type: ColumnType | undefined,
): readonly string[] {
  if (to !== null) return [`${head} SET DEFAULT ${defaultSql(name, to, type)}`]
  return dropped ? [] : [`${head} DROP DEFAULT`]
}

/** A new type; the enumerations that it is of come before, those that only the old one was of go after. */
function alterType(
  head: string,
  column: string,
  type: ColumnType,
  to: ColumnChange,
  { existingType }: ExistingColumn,
): readonly string[] {
  const made = ownedEnumerations([type])
  const gone = existingType ? ownedEnumerations([existingType]) : []
  const kept = made.filter((each) => gone.some((old) => isSameEnumeration(old, each) && hasSameValues(old, each)))
  // With other values, but by the same name: the old one has to stand aside.
  const aside = gone.filter((old) => made.some((each) => isSameEnumeration(old, each) && !hasSameValues(old, each)))
  const asideName = (name: string) => `_limbeck_old_${name}`
  return [
    ...aside.map(
      ({ name, schema }) =>
        `ALTER TYPE ${names.qualified(name, schema)} RENAME TO ${names.identifier(asideName(name))}`,
    ),
    ...createEnums(made.filter((each) => !kept.includes(each))),
    `${head} TYPE ${typeName(type)}${collateSql(to)}${usingSql(column, type, to.using, existingType)}`,
    ...dropEnums(aside.map((old) => ({ ...old, name: asideName(old.name) }))),
    ...dropEnums(gone.filter((old) => !made.some((each) => isSameEnumeration(old, each)))),
  ]
}

/** PostgreSQL casts to no enumeration by itself. A list of texts is made of a list only. */
function usingSql(
  column: string,
  type: ColumnType,
  using: string | undefined,
  existing: ColumnType | undefined,
): string {
  if (using !== undefined) return ` USING ${closed(using)}`
  const enumeration = enumerationOf(type)
  if (!enumeration || !isNative(enumeration)) return ''
  const isList = type.type === 'array' && (existing ?? type).type === 'array'
  return ` USING ${column}::text${isList ? '[]' : ''}::${typeName(type)}`
}

function fillSql(name: string, { fill = null }: ColumnChange, type: ColumnType | undefined): string {
  if (isSql(fill)) return `(${closed(bareSql(`What fills '${name}'`, fill))})`
  return type?.type === 'array' && Array.isArray(fill) ? arrayLiteral(fill) : literal(fill)
}

function identity(head: string, to: Identity, existing: Identity | null | undefined): readonly string[] {
  if (!existing) return [`${head} ADD ${identitySql(to)}`]
  const changes = changeIdentity(to, existing)
  return changes.length > 0 ? [`${head} ${changes.join(' ')}`] : []
}

function dropExpression(head: string, { table }: Place, name: string, { generated }: ColumnChange): string {
  if (generated === null) return `${head} DROP EXPRESSION`
  const message = `'${table}.${name}': PostgreSQL changes no generated column: drop it, and add it anew.`
  throw new LimbeckError('unsupported-operation', message)
}

/** Null is the collation that the type has by itself, if it has any: a column gets it with its type. */
const collateSql = ({ collate }: ColumnChange): string =>
  collate === undefined || collate === null ? '' : ` COLLATE ${names.identifier(collate)}`

/** A collation is changed with the type, though that stays. */
function collation(
  head: string,
  { table }: Place,
  name: string,
  to: ColumnChange,
  { existingType }: ExistingColumn,
): readonly string[] {
  if (to.collate === undefined) return []
  if (existingType) return [`${head} TYPE ${typeName(existingType)}${collateSql(to)}`]
  const message = `'${table}.${name}': a collation goes with the column's type: say type, or existingType.`
  throw new LimbeckError('invalid-operation', message)
}

function refuseSqlites({ table }: Place, name: string, { onNull, autoincrement }: ColumnChange): void {
  if (!onNull && autoincrement === undefined) return
  const what = onNull ? 'onNull' : 'autoincrement'
  throw new LimbeckError('invalid-operation', `'${table}.${name}': ${what} can be changed on SQLite only.`)
}
