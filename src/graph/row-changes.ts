import type { Step } from './revision.js'

/** One change to the version table, as Alembic makes it. */
export type RowChange =
  | readonly ['insert', null, string]
  | readonly ['delete', string, null]
  | readonly ['update', string, string]

/**
 * The changes that a step makes to the version table: where rows go and others come, the last of them is updated and the
 * rest deleted or inserted.
 */
export function rowChanges({ gone, come }: Pick<Step, 'gone' | 'come'>): readonly RowChange[] {
  const [old, last] = [gone.at(-1), come.at(-1)]
  const updated = old !== undefined && last !== undefined
  return [
    ...(updated ? gone.slice(0, -1) : gone).map((id): RowChange => ['delete', id, null]),
    ...(updated ? [['update', old, last] as const] : []),
    ...(updated ? come.slice(0, -1) : come).map((id): RowChange => ['insert', null, id]),
  ]
}
