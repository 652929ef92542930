/** A value as an SQL literal, which every engine reads alike. */
export const literal = (value: string | number | undefined): string | number =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : (value ?? 'NULL')
