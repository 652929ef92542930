/** Text as an SQL literal; every engine reads it alike. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** Texts as a list of SQL literals. */
export const texts = (values: readonly string[]): string => values.map(text).join(', ')
