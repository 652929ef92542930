import { LimbeckError } from '../../errors.js'
import type { Column } from '../../schema/column.js'
import type { ColumnType } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import type { Sql } from '../../schema/sql.js'
import type { Encodable } from '../../schema/value.js'
import type { Rendering } from '../operation.js'
import type { Code } from './code.js'

/** What a directive is made of, by what it is. */
export interface Items {
  readonly column: Column
  /** Of a column; of an array's values too. */
  readonly type: ColumnType
  /** A column's `default`. */
  readonly serverDefault: Encodable | Sql
  readonly primaryKey: Extract<Constraint, { readonly kind: 'primaryKey' }>
  readonly unique: Extract<Constraint, { readonly kind: 'unique' }>
  readonly foreignKey: Extract<Constraint, { readonly kind: 'foreignKey' }>
  readonly check: Extract<Constraint, { readonly kind: 'check' }>
  readonly exclude: Extract<Constraint, { readonly kind: 'exclude' }>
}

/** What becomes of an item: code in its place; as usual (false or undefined); or nothing, which leaves it out (null). */
export type RenderedItem = Rendering | string | false | null | undefined

/** Writes an item of a directive in other words: `renderItem('type', { type: 'json' })`. */
export type RenderItem = <Type extends keyof Items>(type: Type, item: Items[Type]) => RenderedItem

/** Writes an item, in its own words or as usual; undefined where it is left out. */
export type ItemWriter = <Type extends keyof Items>(
  type: Type,
  item: Items[Type],
  usual: () => Code,
) => Code | undefined

/** Writes every item as usual. */
export const asUsual: ItemWriter = (_, __, usual) => usual()

/** Asks `renderItem` of every item, and is told what the code imports. */
export const itemWriter =
  (renderItem: RenderItem, imports: (names: readonly string[]) => void): ItemWriter =>
  (type, item, usual) => {
    const rendered = renderItem(type, item)
    if (rendered === null) return undefined
    if (rendered === undefined || rendered === false) return usual()
    if (typeof rendered === 'string') return rendered
    imports(rendered.imports ?? [])
    return rendered.code
  }

/** Writes an item that its directive cannot do without. Throws `unsupported-operation` where it is left out. */
export function neededItem<Type extends keyof Items>(
  write: ItemWriter,
  type: Type,
  item: Items[Type],
  usual: () => Code,
): Code {
  const code = write(type, item, usual)
  if (code !== undefined) return code
  const message = `renderItem leaves out a ${type} that its directive cannot do without: give code, or false for as usual.`
  throw new LimbeckError('unsupported-operation', message)
}
