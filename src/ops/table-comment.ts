import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import { notReversible, type Operation, refuseNoName } from './operation.js'

/** Where a comment is, and what it was before. */
export interface TableCommentOptions {
  readonly schema?: string
  /** Null when there was none. */
  readonly existingComment?: string | null
}

export interface TableComment extends Operation {
  readonly kind: 'createTableComment' | 'dropTableComment'
  readonly table: string
  readonly comment: string | null
  readonly options: TableCommentOptions
}

/** Sets a table's comment. PostgreSQL keeps it; SQLite has no place for it, and nothing happens there. */
export const createTableComment = (table: string, comment: string, options: TableCommentOptions = {}): TableComment =>
  tableComment(table, comment, options)

/** Takes a table's comment away. */
export const dropTableComment = (table: string, options: TableCommentOptions = {}): TableComment =>
  tableComment(table, null, options)

function tableComment(table: string, comment: string | null, options: TableCommentOptions): TableComment {
  const kind = comment === null ? 'dropTableComment' : 'createTableComment'
  refuseNoName(`op.${kind}`, table)
  refuseUnknown(`op.${kind}`, options, known)
  const { schema, existingComment } = options
  return {
    kind,
    table,
    comment,
    options,
    toSql: (dialect) => dialect.comment({ table, schema }, undefined, comment),
    reverse() {
      if (existingComment === undefined) throw notReversible(`${kind}('${table}')`)
      return [tableComment(table, existingComment, { ...options, existingComment: comment })]
    },
  }
}

const known: Known<TableCommentOptions> = { schema: true, existingComment: true }
