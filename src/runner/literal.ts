/** Text as an SQL literal; every engine reads it alike. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
