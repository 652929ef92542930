import type { Random } from '../../rebuild/random-numbers.js'
import { renameTable, withoutColumn } from './change-model.js'
import {
  type Model,
  type ModelColumn,
  type ModelTable,
  makeModel,
  type Palette,
  placed,
  plainColumns,
} from './model.js'

/** A schema of a seed's choosing, with what only PostgreSQL has where it is for that. */
export const makeSchema = (random: Random, palette: Palette): Model =>
  palette.engine === 'sqlite' ? makeModel(random, palette) : onServer(random, makeModel(random, palette))

function onServer(random: Random, given: Model): Model {
  const routines = random.chance(0.3) ? [{ name: random.one(['seven', 'annex.seven']), number: 7 }] : []
  let model: Model = { ...given, routines }
  for (const { name } of given.tables) if (random.chance(0.15)) model = renameTable(model, name, `annex.${name}`)
  for (const { name } of given.enums) if (random.chance(0.2)) model = renameEnumeration(model, name, `annex.${name}`)
  for (const { name } of given.views) if (random.chance(0.15)) model = renameView(model, name, `annex.${name}`)
  const sequences = model.sequences.map((one) => (random.chance(0.2) ? { ...one, name: `annex.${one.name}` } : one))
  model = { ...model, sequences }
  const tables = model.tables.map((table, at) => {
    let next = random.chance(0.3) ? countUp(random, table) : table
    if (random.chance(0.3)) next = listEnumerations(next, model)
    if (random.chance(0.15) && next === table) next = identify(random, table)
    if (random.chance(0.2)) next = provide(random, next, model)
    if (random.chance(0.15)) next = addExclusion(random, next, String(at))
    if (random.chance(0.1) && isAlone(next, model)) next = { ...next, unlogged: true }
    return { ...next, indexes: next.indexes.map((_, nth) => widenIndex(random, next, nth)) }
  })
  const views = model.views.map((one, at) => (random.chance(0.5) ? { ...one, index: `vx${at}` } : one))
  return { ...model, tables, views }
}

export function renameEnumeration(model: Model, from: string, to: string): Model {
  const type = (own: string) =>
    own === placed(from) ? placed(to) : own === `${placed(from)}[]` ? `${placed(to)}[]` : own
  return {
    ...model,
    enums: model.enums.map((one) => (one.name === from ? { ...one, name: to } : one)),
    tables: model.tables.map((one) => ({
      ...one,
      columns: one.columns.map((each) => ({ ...each, type: type(each.type) })),
    })),
  }
}

function renameView(model: Model, from: string, to: string): Model {
  const name = (own: string) => (own === from ? to : own)
  return { ...model, views: model.views.map((one) => ({ ...one, name: name(one.name), of: name(one.of) })) }
}

/** A table whose columns of an enumeration are lists of its values, where they have no default. */
const listEnumerations = (table: ModelTable, { enums }: Model): ModelTable => ({
  ...table,
  columns: table.columns.map((one) => {
    const isListed = one.default === undefined && enums.some(({ name }) => placed(name) === one.type)
    return isListed ? { ...one, type: `${one.type}[]` } : one
  }),
})

/** Whether no foreign key leads to a table, or from it. */
export const isAlone = ({ name, references }: ModelTable, { tables }: Model): boolean =>
  references.length === 0 && !tables.some((one) => one.references.some((each) => each.table === name))

/** The columns of whole numbers that count up nothing, and refer to nothing. */
const numbers = (table: ModelTable): readonly ModelColumn[] =>
  plainColumns(table).filter(
    ({ name, type, identity, serial }) =>
      /^(smallint|integer|bigint)$/.test(type) &&
      !identity &&
      !serial &&
      !table.references.some(({ column }) => column === name),
  )

const replaced = (table: ModelTable, from: ModelColumn, to: ModelColumn): ModelTable => ({
  ...table,
  columns: table.columns.map((one) => (one === from ? to : one)),
})

/** A column that SERIAL makes. */
export function countUp(random: Random, table: ModelTable): ModelTable {
  const fit = numbers(table).filter((one) => one.default === undefined)
  if (fit.length === 0) return table
  const chosen = random.one(fit)
  return replaced(table, chosen, { ...chosen, serial: true, notNull: true })
}

/** A column that is an identity. */
function identify(random: Random, table: ModelTable): ModelTable {
  const fit = numbers(table).filter((one) => one.default === undefined)
  if (fit.length === 0) return table
  const chosen = random.one(fit)
  return replaced(table, chosen, {
    ...{ ...chosen, identity: random.one(['ALWAYS', 'BY DEFAULT'] as const), notNull: true },
    ...(random.chance(0.5) ? { start: 2 } : {}),
  })
}

/** A default that a sequence or a function gives. */
export function provide(random: Random, table: ModelTable, model: Model): ModelTable {
  const given = [
    ...model.sequences.map(({ name }) => `nextval('${placed(name).replaceAll("'", "''")}')`),
    ...model.routines.map(({ name }) => `${placed(name)}()`),
  ]
  const fit = plainColumns(table).filter(
    ({ type, identity, serial }) => /^(integer|bigint)$/.test(type) && !identity && !serial,
  )
  if (fit.length === 0 || given.length === 0) return table
  const chosen = random.one(fit)
  return replaced(table, chosen, { ...chosen, default: random.one(given) })
}

const isProvided = ({ default: value = '' }: ModelColumn): boolean => /^nextval|^(annex\.)?".*"\(\)$/.test(value)

/** A column without the default that something else of its schema gives. */
export function withoutProvided(column: ModelColumn): ModelColumn {
  const { default: _, ...rest } = column
  return isProvided(column) ? rest : column
}

/** Without the defaults that something gave that goes. */
export const withoutDefaults = (model: Model, name: string): Model => ({
  ...model,
  tables: model.tables.map((one) => ({
    ...one,
    columns: one.columns.map((each) => (each.default?.includes(placed(name)) ? withoutProvided(each) : each)),
  })),
})

export function addExclusion(random: Random, table: ModelTable, mark: string): ModelTable {
  const ranges = random.chance(0.5)
  const fit = ranges ? numbers(table) : plainColumns(table).filter(({ type }) => type !== 'json')
  const name = `ex_${mark}`
  if (fit.length === 0 || table.exclusions?.some((one) => one.name === name)) return table
  const exclusion = { column: random.one(fit).name, ranges, ...(random.chance(0.6) ? { name } : {}) }
  return { ...table, exclusions: [...(table.exclusions ?? []), exclusion] }
}

/** An index with another column in it, of another method, or with a comment. */
export function widenIndex(random: Random, table: ModelTable, nth: number): ModelTable['indexes'][number] {
  const { include: _, hash: __, comment: ___, ...index } = table.indexes[nth] as ModelTable['indexes'][number]
  const isHash = index.columns.length === 1 && !index.unique && !index.descending && random.chance(0.2)
  const other = plainColumns(table).filter(({ name }) => !index.columns.includes(name))
  return {
    ...index,
    ...(isHash ? { hash: true } : other.length > 0 && random.chance(0.2) ? { include: random.one(other).name } : {}),
    ...(random.chance(0.15) ? { comment: random.one(['fast', "it's"]) } : {}),
  }
}

/** Without what is worked out from columns whose type does not do for that any more. */
export function withoutMisfits(given: Model): Model {
  const typeOf = ({ columns }: ModelTable, own: string | undefined) =>
    columns.find(({ name }) => name === own)?.type ?? ''
  const isText = (type: string) => /^(text|varchar[^[]*)$/.test(type)
  const isCast = (type: string) =>
    isText(type) || /^(smallint|integer|bigint|numeric.*|real|double precision)$/.test(type)
  const model = given.tables.reduce(
    (all, table) =>
      table.columns.reduce(
        (one, { name, generated }) =>
          generated && !isCast(typeOf(table, generated.of)) ? withoutColumn(one, table.name, name) : one,
        all,
      ),
    given,
  )
  const tables = model.tables.map((table) => ({
    ...table,
    indexes: table.indexes.map((one) => ({
      ...one,
      expression: one.expression && isText(typeOf(table, one.columns[0])),
    })),
  }))
  return { ...model, tables }
}
