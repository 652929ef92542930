import { LimbeckError } from '../errors.js'
import type { Operations } from './operations.js'

/** A revision written as an SQL file, as a module. */
export interface SqlRevision {
  readonly revision: string
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly message: string
  upgrade(op: Operations): void
  downgrade?(op: Operations): void
}

/**
 * Reads an SQL revision: a header of `-- revision:`, `-- revises:`, `-- branch labels:` and `-- depends on:` lines, the
 * first other comment being its message, then the sections `-- upgrade` and `-- downgrade`. Throws `invalid-revision`.
 */
export function sqlRevision(text: string): SqlRevision {
  const [header = '', ...sections] = text.split(/^--[ \t]*(upgrade|downgrade)[ \t]*\r?$/im)
  const fields = new Map<string, string>()
  for (const [, comment = ''] of header.matchAll(/^--[ \t]*(.+?)[ \t]*\r?$/gm)) {
    const field = /^(revision|revises|branch labels|depends on):[ \t]*(.*)$/i.exec(comment)
    if (field) fields.set((field[1] as string).toLowerCase(), field[2] as string)
    else if (!fields.has('message')) fields.set('message', comment)
  }
  const revision = fields.get('revision')
  const section = (name: string): string | undefined => {
    const at = sections.findIndex((part, index) => index % 2 === 0 && part.toLowerCase() === name)
    return at < 0 ? undefined : sections[at + 1]
  }
  const [upgrade, downgrade] = [section('upgrade'), section('downgrade')]
  if (!revision || upgrade === undefined) {
    const missing = revision ? `of ${revision} has no '-- upgrade' line` : "has no '-- revision:' line"
    throw new LimbeckError('invalid-revision', `An SQL revision ${missing}: it begins '${text.trim().slice(0, 40)}'.`)
  }
  const names = (field: string) =>
    (fields.get(field) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== 'none')
  return {
    revision,
    downRevision: names('revises'),
    branchLabels: names('branch labels'),
    dependsOn: names('depends on'),
    message: fields.get('message') ?? '',
    upgrade: (op) => op.execute(upgrade),
    ...(downgrade === undefined ? {} : { downgrade: (op: Operations) => op.execute(downgrade) }),
  }
}
