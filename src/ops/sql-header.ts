/** What the comments above an SQL revision's sections say; no `revision` when they do not name it. */
export interface SqlHeader {
  readonly revision: string | undefined
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly message: string
}

/** Reads the header of an SQL revision by its lines, of whichever database it is, and no further than `-- upgrade`. */
export function readSqlHeader(sql: string): SqlHeader {
  const [above = ''] = sql.split(/^[ \t]*--[ \t]*(?:up|down)grade[ \t]*\r?$/im)
  const fields = new Map<string, string>()
  for (const [comment] of above.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/--[^\n]*/g)) readLine(comment, fields)
  return headerOf(fields)
}

/** Notes what a comment says: a field of the header, or else the message, when it is the first. */
export function readLine(comment: string, fields: Map<string, string>): void {
  const text = comment.replace(/^--/, '').trim()
  const field = /^(revision|revises|branch labels|depends on):[ \t]*(.*)$/i.exec(text)
  if (field) fields.set((field[1] as string).toLowerCase(), field[2] as string)
  else if (text !== '' && !fields.has('message')) fields.set('message', text)
}

/** The header that comments make, once all are noted. */
export function headerOf(fields: ReadonlyMap<string, string>): SqlHeader {
  const names = (field: string) =>
    (fields.get(field) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== 'none')
  return {
    revision: fields.get('revision') || undefined,
    downRevision: names('revises'),
    branchLabels: names('branch labels'),
    dependsOn: names('depends on'),
    message: fields.get('message') ?? '',
  }
}
