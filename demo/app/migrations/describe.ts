import type { RevisionModule } from 'limbeck'

/** A revision as the page draws it. */
export interface RevisionEntry {
  readonly id: string
  readonly parents: readonly string[]
  readonly labels: readonly string[]
  readonly message: string
}

/** What the migrations say of themselves, in their order; an SQL file says it in its header. */
export const describe = (migrations: readonly (RevisionModule | string)[]): readonly RevisionEntry[] =>
  migrations.map((migration) => {
    if (typeof migration === 'string') return describeSql(migration)
    const { revision, downRevision, branchLabels, message = '' } = migration
    return { id: revision, parents: list(downRevision), labels: list(branchLabels), message }
  })

const list = (names: string | readonly string[] | null | undefined): readonly string[] =>
  typeof names === 'string' ? [names] : (names ?? [])

function describeSql(text: string): RevisionEntry {
  const field = (name: string) => new RegExp(`^-- ${name}:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? ''
  const names = (name: string) =>
    field(name)
      .split(/[\s,]+/)
      .filter((part) => part !== '')
  const message = /^-- (?!revision:|revises:|branch labels:|depends on:)(.*)$/m.exec(text)?.[1] ?? ''
  return { id: field('revision'), parents: names('revises'), labels: names('branch labels'), message }
}

/** The revisions that a database at `heads` has applied. */
export function ancestors(history: readonly RevisionEntry[], heads: readonly string[]): ReadonlySet<string> {
  const parents = new Map(history.map((entry) => [entry.id, entry.parents]))
  const reached = new Set(heads.filter((id) => parents.has(id)))
  for (const id of reached) for (const parent of parents.get(id) ?? []) reached.add(parent)
  return reached
}
