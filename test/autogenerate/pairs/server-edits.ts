import { type Edit, onTable, without } from './edit.js'
import { placed } from './model.js'
import { addExclusion, countUp, isAlone, provide, widenIndex, withoutDefaults } from './server-model.js'

/** What only PostgreSQL has to edit. */
export const serverEdits: Readonly<Record<string, Edit>> = {
  countUp: onTable((random, table) => countUp(random, table)),
  /** A column that SERIAL makes counts in another type, or no more. */
  counted: onTable((random, table, model) => {
    const referring = new Set(model.tables.flatMap((one) => one.references.map(({ to }) => to)))
    const chosen = table.columns.find(({ serial }) => serial)
    if (!chosen) return table
    const { serial, ...rest } = chosen
    const type = rest.type === 'bigint' ? 'integer' : 'bigint'
    const next = referring.has(chosen.name) || random.chance(0.4) ? rest : { ...chosen, type }
    return { ...table, columns: table.columns.map((one) => (one === chosen ? next : one)) }
  }),
  provide: onTable((random, table, model) => provide(random, table, model)),
  dropSequence: (random, model) => {
    const [gone] = without(random, model.sequences).length < model.sequences.length ? model.sequences : []
    return gone
      ? withoutDefaults({ ...model, sequences: model.sequences.filter((one) => one !== gone) }, gone.name)
      : model
  },
  changeRoutine: (_, model) => ({
    ...model,
    routines: model.routines.map((one) => ({ ...one, number: one.number + 1 })),
  }),
  dropRoutine: (_, model) => {
    const [gone] = model.routines
    return gone
      ? withoutDefaults({ ...model, routines: [] }, gone.name)
      : { ...model, routines: [{ name: 'made', number: 1 }] }
  },
  addExclusion: onTable((random, table, _, __, nth) => addExclusion(random, table, `e${nth}`)),
  dropExclusion: onTable((random, table) => ({ ...table, exclusions: without(random, table.exclusions ?? []) })),
  widenIndexes: onTable((random, table) => ({
    ...table,
    indexes: table.indexes.map((_, nth) => widenIndex(random, table, nth)),
  })),
  unlogged: onTable((_, table, model) =>
    isAlone(table, model) ? { ...table, unlogged: table.unlogged !== true } : table,
  ),
  indexView: (_, model) => ({
    ...model,
    views: model.views.map(({ index, ...one }, at) => (index ? one : { ...one, index: `vx${at}` })),
  }),
  /** An identity counts from somewhere else. */
  start: onTable((random, table) => ({
    ...table,
    columns: table.columns.map((one) => (one.identity ? { ...one, start: 2 + random.below(3) } : one)),
  })),
  addEnumeration: (_, model, __, nth) => ({
    ...model,
    enums: [...model.enums, { name: nth % 2 === 0 ? `annex.kind${nth}` : `kind${nth}`, values: ['one', 'two'] }],
  }),
  /** Columns of an enumeration that goes become text. */
  dropEnumeration: (random, model) => {
    if (model.enums.length === 0) return model
    const gone = random.one(model.enums)
    return {
      ...model,
      enums: model.enums.filter((one) => one !== gone),
      tables: model.tables.map((one) => ({
        ...one,
        columns: one.columns.map((each) => {
          if (each.type === `${placed(gone.name)}[]`) return { ...each, type: 'text[]' }
          return each.type === placed(gone.name) ? { ...each, type: 'text' } : each
        }),
      })),
    }
  },
}
