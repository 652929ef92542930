import type { Random } from '../../rebuild/random-numbers.js'
import { type Model, type ModelColumn, type ModelTable, type Palette, plainColumns } from './model.js'

/** Makes of a schema another one; `nth` is a number that no other edit has. */
export type Edit = (random: Random, model: Model, palette: Palette, nth: number) => Model

/** An edit of any table. */
export const onTable =
  (edit: (random: Random, table: ModelTable, model: Model, palette: Palette, nth: number) => ModelTable): Edit =>
  (random, model, palette, nth) => {
    const at = random.below(model.tables.length)
    return {
      ...model,
      tables: model.tables.map((one, place) => (place === at ? edit(random, one, model, palette, nth) : one)),
    }
  }

/** An edit of a column that nothing refers to and that counts up nothing. */
export const onColumn = (
  edit: (random: Random, column: ModelColumn, model: Model, palette: Palette, table: ModelTable) => ModelColumn,
) =>
  onTable((random, table, model, palette) => {
    const ends = new Set(model.tables.flatMap((one) => one.references.flatMap((each) => [each.column, each.to])))
    const fit = plainColumns(table).filter(
      ({ name, identity, serial }) =>
        !identity && !serial && !ends.has(name) && !table.key?.columns.includes(name) && !isOfRanges(table, name),
    )
    if (fit.length === 0) return table
    const chosen = random.one(fit)
    return {
      ...table,
      columns: table.columns.map((one) => (one === chosen ? edit(random, one, model, palette, table) : one)),
    }
  })

const isOfRanges = ({ exclusions = [] }: ModelTable, name: string): boolean =>
  exclusions.some(({ column, ranges }) => ranges && column === name)

/** A list without one of its things, or with all of them. */
export const without = <Thing>(random: Random, list: readonly Thing[]): readonly Thing[] => {
  const at = random.below(list.length + 1)
  return list.filter((_, place) => place !== at)
}
