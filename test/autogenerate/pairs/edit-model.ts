import type { Random } from '../../rebuild/random-numbers.js'
import { renameColumn, renameTable, withoutColumn, withoutTable } from './change-model.js'
import { type Edit, onColumn, onTable, without } from './edit.js'
import {
  addCheck,
  addGenerated,
  addIndex,
  addReference,
  addUnique,
  defaultOf,
  type Model,
  type ModelColumn,
  type ModelTable,
  makeColumn,
  makeTrigger,
  makeView,
  type Palette,
  placed,
  plainColumns,
  renamed,
} from './model.js'
import { serverEdits } from './server-edits.js'
import { makeSchema, withoutMisfits, withoutProvided } from './server-model.js'

/** A schema that became another one. */
export interface Edited {
  readonly model: Model
  readonly renames: {
    readonly tables: Readonly<Record<string, string>>
    readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
  /** Whether rows of the first can be those of the second. */
  readonly holdsRows: boolean
}

const edits: Readonly<Record<string, Edit>> = {
  addColumn: onTable((random, table, model, palette, nth) => {
    const name = `new${nth}`
    if (table.columns.some((one) => one.name === name)) return table
    const column = makeColumn(random, palette, name, table.strict, model.enums)
    return {
      ...table,
      columns: [
        ...table.columns,
        column.default === undefined ? { ...column, notNull: column.notNull && random.chance(0.1) } : column,
      ],
    }
  }),
  dropColumn: (random, model) => {
    const table = random.one(model.tables)
    const ends = new Set(model.tables.flatMap((one) => one.references.map((each) => each.to)))
    const fit = table.columns.filter(({ name }) => !ends.has(name) && !table.key?.columns.includes(name))
    return fit.length === 0 || table.columns.length < 2 ? model : withoutColumn(model, table.name, random.one(fit).name)
  },
  type: onColumn((random, column, model, palette, table) => {
    const group = palette.groups.find((one) => one.includes(column.type))
    const type = table.strict
      ? column.type
      : random.chance(0.9) && group
        ? random.one(group)
        : random.one(random.one(palette.groups))
    void model
    // An index of the column could not be made of it.
    if (type === column.type || type === 'json') return column
    const { default: _, collate: __, ...rest } = column
    return { ...rest, type }
  }),
  nullable: onColumn((_, column) => ({ ...column, notNull: !column.notNull })),
  default: onColumn((random, column, model, palette) => {
    const { default: old, ...rest } = column
    const found = model.enums.find(({ name }) => column.type === placed(name))
    const value = random.chance(0.3) ? undefined : defaultOf(random, column.type, palette, found)
    void old
    return value === undefined ? rest : { ...rest, default: value }
  }),
  collate: onColumn((random, column, _, palette) => {
    if (!/^(TEXT|VARCHAR|varchar|text|CHAR)/.test(column.type)) return column
    const { collate: old, ...rest } = column
    return old === undefined ? { ...rest, collate: random.one(palette.collations) } : rest
  }),
  comment: onColumn((random, column, _, palette) =>
    palette.engine === 'sqlite' ? column : { ...column, comment: random.one(['', 'other', "it's"]) },
  ),
  addCheck: onTable((random, table, _, __, nth) => addCheck(random, table, `e${nth}`)),
  dropCheck: onTable((random, table) => ({ ...table, checks: without(random, table.checks) })),
  changeCheck: onTable((_, table) => ({
    ...table,
    checks: table.checks.map((one, at) => (at === 0 ? { ...one, most: one.most + 7 } : one)),
  })),
  addUnique: onTable((random, table, _, palette, nth) => addUnique(random, table, `e${nth}`, palette)),
  dropUnique: onTable((random, table) => ({ ...table, uniques: without(random, table.uniques) })),
  addIndex: onTable((random, table, _, palette, nth) => addIndex(random, table, `e${nth}`, palette)),
  dropIndex: onTable((random, table) => ({ ...table, indexes: without(random, table.indexes) })),
  changeIndex: onTable((random, table) => ({
    ...table,
    indexes: table.indexes.map((one, at) =>
      at > 0 || one.hash
        ? one
        : random.chance(0.5)
          ? { ...one, unique: !one.unique }
          : { ...one, descending: !one.descending },
    ),
  })),
  addReference: (random, model, _, nth) => {
    const parents = model.tables.filter(({ key, unlogged }) => key?.columns.length === 1 && !unlogged)
    if (parents.length === 0) return model
    const at = random.below(model.tables.length)
    const parent = random.one(parents)
    return {
      ...model,
      tables: model.tables.map((one, place) =>
        place === at && !one.unlogged ? addReference(random, one, parent, 9, nth) : one,
      ),
    }
  },
  dropReference: onTable((random, table) => ({ ...table, references: without(random, table.references) })),
  changeReference: onTable((_, table) => ({
    ...table,
    references: table.references.map((one) => ({ ...one, clauses: one.clauses === '' ? ' ON DELETE CASCADE' : '' })),
  })),
  key: (random, model) => {
    const referred = new Set(model.tables.flatMap((one) => one.references.map(({ table }) => table)))
    const table = random.one(model.tables)
    if (referred.has(table.name) || table.withoutRowid) return model
    const plain = plainColumns(table).filter(({ type }) => !/json|^$/.test(type))
    if (plain.length === 0) return model
    const key = table.key && random.chance(0.4) ? undefined : { columns: [random.one(plain).name] }
    const columns = table.columns.map((one) => (key?.columns.includes(one.name) ? { ...one, notNull: true } : one))
    return { ...model, tables: model.tables.map((one) => (one === table ? { ...one, columns, key } : one)) }
  },
  autoincrement: onTable((_, table, __, palette) => {
    const { key } = table
    const [only] = key?.columns ?? []
    const isCounted = key?.columns.length === 1 && table.columns.find(({ name }) => name === only)?.type === 'INTEGER'
    if (palette.engine !== 'sqlite' || !key || !isCounted || table.withoutRowid) return table
    return { ...table, key: { ...key, autoincrement: key.autoincrement !== true } }
  }),
  generated: onTable((random, table, _, palette, nth) => {
    const own = table.columns.find(({ generated }) => generated)
    if (!own?.generated) return addGenerated(random, table, `gn${nth}`, palette)
    const how = String(Number(own.generated.how) + 1)
    return {
      ...table,
      columns: table.columns.map((one) =>
        one === own && one.generated ? { ...one, generated: { ...one.generated, how } } : one,
      ),
    }
  }),
  withoutRowid: onTable((random, table, _, palette) =>
    palette.engine !== 'sqlite' || !table.key || table.key.autoincrement || random.chance(0.3)
      ? table
      : { ...table, withoutRowid: !table.withoutRowid },
  ),
  identity: onTable((random, table, model, palette) => {
    const referring = new Set(model.tables.flatMap((one) => one.references.map(({ column }) => column)))
    const fit = plainColumns(table).filter(
      ({ name, type, serial, default: value }) =>
        /^(integer|bigint)$/.test(type) && value === undefined && !serial && !referring.has(name),
    )
    if (palette.engine === 'sqlite' || fit.length === 0) return table
    const own = random.one(fit)
    const { identity, start: _, ...rest } = own
    const next: ModelColumn = identity
      ? rest
      : { ...rest, identity: random.one(['ALWAYS', 'BY DEFAULT'] as const), notNull: true }
    return { ...table, columns: table.columns.map((one) => (one === own ? next : one)) }
  }),
  tableComment: onTable((random, table, _, palette) =>
    palette.engine === 'sqlite' ? table : { ...table, comment: random.one([undefined, 'more']) },
  ),
  addTable: (random, model, palette, nth) => {
    const made = makeSchema(random, palette)
    const [first] = made.tables
    if (!first) return model
    const isKnown = (column: ModelColumn) => !/^"|^annex/.test(column.type)
    const rename = (name: string) => `${name} n${nth}`
    const place = palette.engine === 'postgresql' && random.chance(0.3) ? 'annex.' : ''
    const table: ModelTable = {
      ...first,
      ...{ name: `${place}added${nth}`, references: [], checks: [], uniques: [] },
      ...(first.exclusions ? { exclusions: [] } : {}),
      columns: first.columns.filter((one) => isKnown(one) && !one.generated).map(withoutProvided),
      indexes: [],
      ...(first.key?.name === undefined ? {} : { key: { ...first.key, name: rename(first.key.name) } }),
    }
    return model.tables.some((one) => one.name === table.name) ? model : { ...model, tables: [...model.tables, table] }
  },
  dropTable: (random, model) => (model.tables.length < 2 ? model : withoutTable(model, random.one(model.tables).name)),
  addView: (random, model, palette, nth) => ({
    ...model,
    views: [...model.views, { ...makeView(random, model.tables, nth, palette.engine), name: `ev${nth}` }],
  }),
  dropView: (random, model) => {
    const gone = model.views.find(({ name }) => !model.views.some((one) => one.of === name))
    void random
    return { ...model, views: model.views.filter((one) => one !== gone) }
  },
  changeView: (random, model, palette) => ({
    ...model,
    views: model.views.map((one, at) => {
      const table = model.tables.find(({ name }) => name === one.of)
      if (at > 0 || !table || model.views.some(({ of }) => of === one.name)) return one
      return { ...makeView(random, [table], at, palette.engine), name: one.name }
    }),
  }),
  addTrigger: (random, model, _, nth) => ({
    ...model,
    triggers: [...model.triggers, { ...makeTrigger(random, model.tables, nth), name: `eg${nth}` }],
  }),
  dropTrigger: (random, model) => ({ ...model, triggers: without(random, model.triggers) }),
  changeTrigger: (_, model) => ({
    ...model,
    triggers: model.triggers.map((one) => ({ ...one, number: one.number + 1 })),
  }),
  enumeration: (random, model, _, nth) => ({
    ...model,
    enums: model.enums.map((one, at) => {
      if (at > 0) return one
      const isUsed = new Set(model.tables.flatMap((table) => table.columns.map((column) => column.default)))
      const gone = one.values.findIndex((value) => !isUsed.has(`'${value.replaceAll("'", "''")}'`))
      const kind = random.below(3)
      if (kind === 0 || gone < 0) return { ...one, values: [...one.values, `new ${nth}`] }
      if (kind === 1) return { ...one, values: [`first ${nth}`, ...one.values] }
      return one.values.length < 2 ? one : { ...one, values: one.values.filter((_, place) => place !== gone) }
    }),
  }),
  sequence: (_, model, palette) =>
    palette.engine === 'sqlite'
      ? model
      : {
          ...model,
          sequences:
            model.sequences.length === 0
              ? [{ name: 'made', start: 3 }]
              : model.sequences.map((one) => ({ ...one, start: one.start + 1 })),
        },
  virtual: (_, model, palette) =>
    palette.engine !== 'sqlite'
      ? model
      : { ...model, virtual: model.virtual.length === 0 ? [{ name: 'found', column: 'more' }] : [] },
}

/** A schema after some edits, some of which are renames that were decided. */
export function editModel(random: Random, given: Model, palette: Palette): Edited {
  let model = given
  const all = palette.engine === 'sqlite' ? edits : { ...edits, ...serverEdits }
  const kinds = Object.keys(all)
  for (let nth = 0, many = random.below(6); nth < many; nth++)
    model = (all[random.one(kinds)] as Edit)(random, model, palette, nth)
  const renames = { tables: {} as Record<string, string>, columns: {} as Record<string, Record<string, string>> }
  if (random.chance(0.2)) {
    const table = random.one(model.tables)
    if (given.tables.some(({ name }) => name === table.name)) {
      const name = renamed(table.name)
      model = renameTable(model, table.name, name)
      renames.tables[table.name] = name
    }
  }
  const was = (name: string) => Object.entries(renames.tables).find(([, to]) => to === name)?.[0] ?? name
  if (random.chance(0.25)) {
    const table = random.one(model.tables)
    const old = given.tables.find(({ name }) => name === was(table.name))
    const fit = table.columns.filter(({ name }) => old?.columns.some((one) => one.name === name))
    if (fit.length > 0) {
      const { name } = random.one(fit)
      model = renameColumn(model, table.name, name, `${name} too`)
      renames.columns[table.name] = { [name]: `${name} too` }
    }
  }
  if (palette.engine === 'postgresql') model = withoutMisfits(model)
  return { model, renames, holdsRows: holdsRows(given, model, renames, palette) }
}

function holdsRows(from: Model, to: Model, renames: Edited['renames'], palette: Palette): boolean {
  const isEnumeration = (type: string) => from.enums.some(({ name }) => placed(name) === type)
  const groupOf = (type: string) => palette.groups.findIndex((one) => one.includes(type))
  return from.tables.every((table) => {
    const name = renames.tables[table.name] ?? table.name
    const after = to.tables.find((one) => one.name === name)
    if (!after) return true
    const columns = renames.columns[name] ?? {}
    const isFilled = after.columns.every(
      (one) =>
        table.columns.some((old) => (columns[old.name] ?? old.name) === one.name) ||
        !one.notNull ||
        one.default !== undefined ||
        one.generated !== undefined ||
        one.identity !== undefined ||
        one.serial === true,
    )
    const isCast = table.columns.every((one) => {
      const next = after.columns.find(({ name }) => name === (columns[one.name] ?? one.name))
      return (
        !next ||
        next.type === one.type ||
        (isEnumeration(one.type) && next.type === 'text') ||
        (groupOf(one.type) >= 0 && groupOf(one.type) === groupOf(next.type))
      )
    })
    return isFilled && isCast
  })
}
