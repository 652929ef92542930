import type { TableAlteration } from '../../src/schema/table-change.js'

type Kind =
  | 'notNull'
  | 'default'
  | 'collate'
  | 'primaryKey'
  | 'unique'
  | 'check'
  | 'foreignKey'
  | 'generated'
  | 'comment'

/** Something that a column's definition says beside name and type. */
export interface Word {
  readonly kind: Kind
  readonly text: string
  readonly name?: string | undefined
}

/** What a column refers to: of the foreign keys of its table this one, in which it is that column. */
interface MadeReference {
  readonly table: string
  readonly key: number
  /** The type of the key that it refers to. */
  readonly type: string
}

/** A column as the generator made it. */
export interface MadeColumn {
  readonly name: string
  readonly type: string
  readonly words: readonly Word[]
  readonly key: boolean
  readonly reference?: MadeReference
  /** What a generated column is made of. */
  readonly of?: string
}

/** A constraint that stands for itself. */
export interface MadeConstraint extends Word {
  readonly columns: readonly string[]
  /** Of a primary key: what it says of each of its columns. */
  readonly parts?: readonly string[]
}

export interface MadeTable {
  readonly name: string
  readonly columns: readonly MadeColumn[]
  readonly constraints: readonly MadeConstraint[]
  readonly strict: boolean
  readonly withoutRowid: boolean
  readonly autoincrement: boolean
}

/** A schema with rows, and a change of one of its tables. */
export interface MadeCase {
  readonly script: readonly string[]
  readonly tables: readonly MadeTable[]
  readonly alteration: TableAlteration
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A name that SQLite takes for the same. */
export const inCapitals = (name: string): string => name.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

/** Whether a column's definition says something of a kind. */
export const says = ({ words }: MadeColumn, kind: Kind): boolean => words.some((word) => word.kind === kind)

/** The constraints of a table that have a name. */
export const namedOf = ({ columns, constraints }: MadeTable): readonly Word[] =>
  [...columns.flatMap(({ words }) => words), ...constraints].filter(({ name }) => name !== undefined)

/** A table's SQL; `pieces` join what stands in a column, and columns with constraints. */
export function tableSql(
  { name, columns, constraints, strict, withoutRowid }: MadeTable,
  pieces = { space: () => ' ', comma: ', ' },
): string {
  const texts = columns.map(({ name, type, words }) =>
    [quote(name), type, ...words.map(({ text }) => text)].filter((text) => text !== '').join(pieces.space()),
  )
  const options = [strict ? 'STRICT' : [], withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
  const body = [...texts, ...constraints.map(({ text }) => text)].join(pieces.comma)
  return `CREATE TABLE ${quote(name)} (${body}\n)${options && ` ${options}`}`
}
