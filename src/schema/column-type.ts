/** A column's type as data; each dialect has its own words for it. */
export type ColumnType =
  | {
      readonly type:
        | 'bigInteger'
        | 'blob'
        | 'boolean'
        | 'date'
        | 'double'
        | 'integer'
        | 'interval'
        | 'json'
        | 'jsonb'
        | 'real'
        | 'smallInteger'
        | 'text'
        | 'uuid'
    }
  | { readonly type: 'dateTime' | 'time'; readonly timezone?: boolean }
  | { readonly type: 'numeric'; readonly precision?: number; readonly scale?: number }
  | { readonly type: 'float'; readonly precision?: number }
  | { readonly type: 'char' | 'string'; readonly length?: number }
  | Enumeration
  | { readonly type: 'array'; readonly item: ColumnType; readonly dimensions: number }
  | { readonly type: 'raw'; readonly text: string }

/** One of some texts. */
export interface Enumeration extends EnumerationOptions {
  readonly type: 'enumeration'
  /** The name of the type on PostgreSQL, and of the CHECK elsewhere. */
  readonly name: string
  readonly values: readonly string[]
}

/** How PostgreSQL holds an enumeration. */
export interface EnumerationOptions {
  /** The schema of the type. */
  readonly schema?: string
  /** False for text with a CHECK there too; true when not given. */
  readonly native?: boolean
  /** False where the type exists already; otherwise the table or column that uses it makes it. */
  readonly create?: boolean
}

/** What a date with a time of day can have. */
export interface TimeOptions {
  /** Whether the value is a point in time anywhere, or what clocks show in one place. */
  readonly timezone?: boolean
}

/** A whole number of 16 bits. */
export const smallInteger = (): ColumnType => ({ type: 'smallInteger' })
/** A whole number; as a single-column primary key, one that the database counts up. */
export const integer = (): ColumnType => ({ type: 'integer' })
/** A whole number of 64 bits. */
export const bigInteger = (): ColumnType => ({ type: 'bigInteger' })
/** A binary floating-point number; on PostgreSQL of at least so many binary digits. */
export const float = (precision?: number): ColumnType => ({
  type: 'float',
  ...(precision === undefined ? {} : { precision }),
})
/** A binary floating-point number of 32 bits on PostgreSQL, of 64 on SQLite. */
export const real = (): ColumnType => ({ type: 'real' })
/** A binary floating-point number of 64 bits. */
export const double = (): ColumnType => ({ type: 'double' })
/** A decimal number; on SQLite, which has none, a whole or floating-point number. */
export const numeric = (precision?: number, scale?: number): ColumnType => ({
  type: 'numeric',
  ...(precision === undefined ? {} : { precision }),
  ...(scale === undefined ? {} : { scale }),
})
/** True or false; 1 or 0 where the database has no booleans. */
export const boolean = (): ColumnType => ({ type: 'boolean' })
/** Text of a limited length, in characters; SQLite does not enforce it. */
export const string = (length?: number): ColumnType => ({ type: 'string', ...(length === undefined ? {} : { length }) })
/** Text of a fixed length, in characters; SQLite does not enforce it. */
export const char = (length?: number): ColumnType => ({ type: 'char', ...(length === undefined ? {} : { length }) })
/** Text of any length. */
export const text = (): ColumnType => ({ type: 'text' })
/** A calendar date. */
export const date = (): ColumnType => ({ type: 'date' })
/** A time of day. */
export const time = (options: TimeOptions = {}): ColumnType => ({ type: 'time', ...options })
/** A date with a time of day. */
export const dateTime = (options: TimeOptions = {}): ColumnType => ({ type: 'dateTime', ...options })
/** A span of time; on SQLite, which has none, a date from the epoch on. */
export const interval = (): ColumnType => ({ type: 'interval' })
/** JSON; text where the database has no such type. */
export const json = (): ColumnType => ({ type: 'json' })
/** JSON in a form that can be indexed; plain JSON where the database has no such form. */
export const jsonb = (): ColumnType => ({ type: 'jsonb' })
/** A universally unique identifier; text of 36 characters where the database has no such type. */
export const uuid = (): ColumnType => ({ type: 'uuid' })
/** Bytes. */
export const blob = (): ColumnType => ({ type: 'blob' })
/** One of some texts: a type of this name on PostgreSQL, text with a CHECK of this name elsewhere. */
export const enumeration = (
  name: string,
  values: readonly string[],
  options: EnumerationOptions = {},
): Enumeration => ({ type: 'enumeration', name, values, ...options })
/** A list of values of one type, or with more dimensions a list of such lists. PostgreSQL only. */
export const array = (item: ColumnType, dimensions = 1): ColumnType => ({ type: 'array', item, dimensions })
/** A type in the database's own words. */
export const raw = (words: string): ColumnType => ({ type: 'raw', text: words })
