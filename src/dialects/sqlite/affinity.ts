/** How SQLite would rather hold a value, by the words of a type (https://sqlite.org/datatype3.html#affname). */
export function affinity(type: string): 'INTEGER' | 'TEXT' | 'BLOB' | 'REAL' | 'NUMERIC' {
  if (/int/i.test(type)) return 'INTEGER'
  if (/char|clob|text/i.test(type)) return 'TEXT'
  if (/blob/i.test(type) || type.trim() === '') return 'BLOB'
  return /real|floa|doub/i.test(type) ? 'REAL' : 'NUMERIC'
}

/**
 * The type that a value is cast to when its column's type changes; undefined where it stays as it is. SQLite has no
 * dates and no JSON: casting to them would make the number 2024 of '2024-05-01'.
 */
export function castTo(from: string, to: string): string | undefined {
  if (affinity(from) === affinity(to) || /date|time|json|^\s*any\s*$/i.test(to)) return undefined
  return to.trim() === '' ? undefined : to
}
