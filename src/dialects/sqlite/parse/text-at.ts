import type { Span } from './table-definition.js'

/** The text of a place. */
export const textAt = (sql: string, { start, end }: Span): string => sql.slice(start, end)
