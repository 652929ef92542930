/** A column's type as data; each dialect has its own words for it. */
export type ColumnType =
  | { readonly type: 'bigInteger' | 'blob' | 'boolean' | 'date' | 'float' | 'integer' | 'json' | 'text' }
  | { readonly type: 'dateTime'; readonly timezone?: boolean }
  | { readonly type: 'numeric'; readonly precision?: number; readonly scale?: number }
  | { readonly type: 'string'; readonly length?: number }
  | { readonly type: 'raw'; readonly text: string }

/** A whole number; as a single-column primary key on SQLite, the row id. */
export const integer = (): ColumnType => ({ type: 'integer' })
/** A whole number of 64 bits. */
export const bigInteger = (): ColumnType => ({ type: 'bigInteger' })
/** A binary floating-point number. */
export const float = (): ColumnType => ({ type: 'float' })
/** A decimal number. */
export const numeric = (precision?: number, scale?: number): ColumnType => ({
  type: 'numeric',
  ...(precision === undefined ? {} : { precision }),
  ...(scale === undefined ? {} : { scale }),
})
/** True or false; 1 or 0 where the database has no booleans. */
export const boolean = (): ColumnType => ({ type: 'boolean' })
/** Text of a limited length, in characters. */
export const string = (length?: number): ColumnType => ({ type: 'string', ...(length === undefined ? {} : { length }) })
/** Text of any length. */
export const text = (): ColumnType => ({ type: 'text' })
/** A calendar date. */
export const date = (): ColumnType => ({ type: 'date' })
/** A point in time. */
export const dateTime = (options: { readonly timezone?: boolean } = {}): ColumnType => ({
  type: 'dateTime',
  ...options,
})
/** JSON; text where the database has no such type. */
export const json = (): ColumnType => ({ type: 'json' })
/** Bytes. */
export const blob = (): ColumnType => ({ type: 'blob' })
/** A type in the database's own words. */
export const raw = (words: string): ColumnType => ({ type: 'raw', text: words })
