/** Text as a literal of standard SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Bytes as hexadecimal digits. */
export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** What is said of a value that no database can hold. */
export const unstorable = (value: unknown): string =>
  `${typeof value === 'string' ? JSON.stringify(value) : String(value)} cannot be stored: use null, a finite number, a 64-bit integer, a valid date or text without NUL.`
