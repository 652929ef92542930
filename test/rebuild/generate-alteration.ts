import type { ColumnType } from '../../src/schema/column-type.js'
import type { Constraint } from '../../src/schema/constraint.js'
import type { TableAlteration, TableChange } from '../../src/schema/table-change.js'
import { actions } from './generate-table.js'
import { type MadeColumn, type MadeTable, namedOf, quote, says } from './made-case.js'
import type { Random } from './random-numbers.js'

/** A change of a table. */
export function alterationOf(random: Random, table: MadeTable, tables: readonly MadeTable[]): TableAlteration {
  const changes: TableChange[] = []
  const left = [...table.columns]
  const take = () => left.splice(random.below(left.length), 1)[0] as MadeColumn
  const many = random.chance(0.1) ? 0 : 1 + random.below(3)
  for (let nth = 0; nth < many && left.length > 1; nth++) {
    const kind = random.one(['alter', 'alter', 'alter', 'rename', 'add', 'drop', 'constrain', 'release'] as const)
    if (kind === 'alter' || kind === 'rename') changes.push(alterOne(random, take(), table, kind === 'rename', nth))
    if (kind === 'add') changes.push(addition(random, table, left, tables, nth))
    if (kind === 'drop') changes.push({ kind: 'dropColumn', column: take().name })
    if (kind === 'constrain') changes.push(constraintOn(random, random.one(left), tables, nth))
    const named = namedOf(table).filter(({ kind }) => kind !== 'primaryKey')
    if (kind === 'release' && named.length > 0) {
      const { name = '', kind: type } = random.one(named)
      if (!changes.some((one) => one.kind === 'dropConstraint' && one.name === name))
        changes.push({ kind: 'dropConstraint', name, type: type as Constraint['kind'] })
    }
  }
  const reordering =
    random.chance(0.1) && left.length > 1 ? [[left.at(-1)?.name ?? '', left[0]?.name ?? '']] : undefined
  return {
    ...{ table: table.name, changes, recreate: random.chance(0.3) ? 'always' : 'auto' },
    ...(reordering && { reordering }),
  }
}

function alterOne(random: Random, column: MadeColumn, table: MadeTable, isRename: boolean, nth: number): TableChange {
  const newName = isRename || random.chance(0.2) ? { newName: random.one([`renamed${nth}`, `re named ${nth}`]) } : {}
  const alter = (to: object): TableChange => ({ kind: 'alterColumn', column: column.name, to, existing: {} })
  if (isRename) return alter(newName)
  if (column.of !== undefined) return alter({ ...newName, ...(random.chance(0.3) && { generated: null }) })
  const words = table.strict
    ? ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'ANY']
    : ['INTEGER', 'TEXT', 'REAL', 'BLOB', 'NUMERIC', 'VARCHAR(3)', 'DATE']
  const text = !column.key && random.chance(0.5) ? random.one(words) : undefined
  const type = text !== undefined && { type: { type: 'raw', text } as ColumnType }
  const using = text === 'TEXT' && random.chance(0.3) && { using: `quote(${quote(column.name)})` }
  const must = !column.key && random.chance(0.3)
  const how = must
    ? { nullable: false, ...(random.chance(0.7) ? { fill: column.reference ? 1 : 8 } : {}) }
    : !column.key && random.chance(0.3) && { nullable: true }
  const isText = text === undefined || /TEXT|CHAR|ANY/.test(text)
  const value = random.chance(0.3) && { default: random.one(['text', null]) }
  const mayDefault = isText && !/INT|REAL|BLOB/.test(column.type)
  return alter({ ...newName, ...type, ...using, ...how, ...(mayDefault && value) })
}

function addition(
  random: Random,
  table: MadeTable,
  left: readonly MadeColumn[],
  tables: readonly MadeTable[],
  nth: number,
): TableChange {
  const anchor = random.chance(0.4) ? random.one(table.columns).name : undefined
  const type = (random.chance(0.5) ? { type: 'integer' } : { type: 'text' }) as ColumnType
  const must = random.chance(0.4)
  const value = type.type === 'integer' ? 5 : "it's"
  const parent = random.one(tables)
  const key = parent.columns.find((one) => one.key)
  const refers = !must && key !== undefined && random.chance(0.2)
  const references = refers && { references: { table: parent.name, column: key.name, onDelete: 'CASCADE' as const } }
  return {
    kind: 'addColumn',
    column: {
      ...{ kind: 'column', name: `new${nth}`, type },
      ...(must || (!references && random.chance(0.4)) ? { default: value } : {}),
      ...(must ? { nullable: false } : {}),
      ...(random.chance(0.2) ? { check: `new${nth} IS NULL OR length(new${nth}) < 99` } : {}),
      ...references,
    },
    ...(anchor !== undefined && left.some(({ name }) => name === anchor) ? { after: anchor } : {}),
  }
}

function constraintOn(random: Random, column: MadeColumn, tables: readonly MadeTable[], nth: number): TableChange {
  const name = `added${nth}`
  const parent = random.one(tables)
  const key = parent.columns.find((one) => one.key)
  const kind = random.one(['foreignKey', 'foreignKey', 'unique', 'check', 'check'])
  const constraint: Constraint =
    kind === 'foreignKey' && key && !says(column, 'generated')
      ? {
          ...{ kind, name, columns: [column.name], table: parent.name, references: [key.name] },
          onDelete: random.one(actions) as 'CASCADE',
        }
      : kind === 'unique'
        ? { kind, name, columns: [column.name] }
        : { kind: 'check', name, condition: `${quote(column.name)} IS NULL OR length(${quote(column.name)}) < 999` }
  return { kind: 'addConstraint', constraint }
}
