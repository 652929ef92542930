import type { Model, ModelIndex, ModelTable } from './model.js'

/** Without a column, and what is made of it. */
export function withoutColumn(model: Model, table: string, column: string): Model {
  const tables = model.tables.map((one): ModelTable => {
    if (one.name !== table) return one
    const gone = new Set([
      column,
      ...one.columns.filter(({ generated }) => generated?.of === column).map(({ name }) => name),
    ])
    const keeps = (columns: readonly string[]) => !columns.some((name) => gone.has(name))
    return {
      ...one,
      columns: one.columns.filter(({ name }) => !gone.has(name)),
      uniques: one.uniques.filter(({ columns }) => keeps(columns)),
      references: one.references.filter((each) => !gone.has(each.column)),
      checks: one.checks.filter(({ columns }) => keeps(columns)),
      indexes: one.indexes.filter((each) => keeps(columnsOfIndex(each))),
      ...(one.exclusions ? { exclusions: one.exclusions.filter((each) => keeps([each.column])) } : {}),
    }
  })
  return mended({ ...model, tables })
}

const columnsOfIndex = ({ columns, where, include }: ModelIndex): readonly string[] =>
  [columns, where ?? [], include ?? []].flat()

/** Without a table, and what refers to it. */
export function withoutTable(model: Model, table: string): Model {
  const tables = model.tables
    .filter(({ name }) => name !== table)
    .map((one) => ({ ...one, references: one.references.filter((each) => each.table !== table) }))
  return mended({ ...model, tables })
}

/** Without views and triggers of what is no longer there. */
function mended(model: Model): Model {
  const columnsOf = (name: string) => model.tables.find((one) => one.name === name)?.columns.map((one) => one.name)
  const views = model.views.filter(({ of, columns }) => {
    const there = columnsOf(of) ?? model.views.find(({ name }) => name === of)?.columns
    return there !== undefined && columns.every((name) => there.includes(name))
  })
  const left = views.filter(({ of }) => columnsOf(of) !== undefined || views.some(({ name }) => name === of))
  return {
    ...model,
    views: left,
    triggers: model.triggers.filter(({ table, column }) => columnsOf(table)?.includes(column)),
  }
}

export function renameTable(model: Model, from: string, to: string): Model {
  const name = (own: string) => (own === from ? to : own)
  return {
    ...model,
    tables: model.tables.map((one) => ({
      ...one,
      name: name(one.name),
      references: one.references.map((each) => ({ ...each, table: name(each.table) })),
    })),
    views: model.views.map((one) => ({ ...one, of: name(one.of) })),
    triggers: model.triggers.map((one) => ({ ...one, table: name(one.table) })),
  }
}

export function renameColumn(model: Model, table: string, from: string, to: string): Model {
  const name = (own: string) => (own === from ? to : own)
  const all = (list: readonly string[]) => list.map(name)
  const ofView = (view: string): boolean => {
    const one = model.views.find((each) => each.name === view)
    return one !== undefined && (one.of === table || ofView(one.of))
  }
  return {
    ...model,
    tables: model.tables.map((one) => {
      const referring = one.references.map((each) => (each.table === table ? { ...each, to: name(each.to) } : each))
      if (one.name !== table) return { ...one, references: referring }
      return {
        ...one,
        columns: one.columns.map((each) => ({
          ...each,
          name: name(each.name),
          ...(each.generated ? { generated: { ...each.generated, of: name(each.generated.of) } } : {}),
        })),
        key: one.key && { ...one.key, columns: all(one.key.columns) },
        uniques: one.uniques.map((each) => ({ ...each, columns: all(each.columns) })),
        references: referring.map((each) => ({ ...each, column: name(each.column) })),
        checks: one.checks.map((each) => ({ ...each, columns: all(each.columns) })),
        indexes: one.indexes.map((each) => ({
          ...each,
          columns: all(each.columns),
          ...(each.where === undefined ? {} : { where: name(each.where) }),
          ...(each.include === undefined ? {} : { include: name(each.include) }),
        })),
        ...(one.exclusions
          ? { exclusions: one.exclusions.map((each) => ({ ...each, column: name(each.column) })) }
          : {}),
      }
    }),
    views: model.views.map((one) => (ofView(one.name) ? { ...one, columns: all(one.columns) } : one)),
    triggers: model.triggers.map((one) => (one.table === table ? { ...one, column: name(one.column) } : one)),
  }
}
