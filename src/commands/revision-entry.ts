import { describe, type RevisionInfo } from '../graph/describe.js'
import type { ScriptDirectory } from '../scripts/script-directory.js'

/** A revision of the script directory, and its place in the graph. */
export interface RevisionEntry extends RevisionInfo {
  readonly file: string
  /** The comment that the file begins with. */
  readonly doc: string
  /** The branch labels in force: its own, and those that spread to it. */
  readonly labels: readonly string[]
  /** Several revisions follow it. */
  readonly isBranchPoint: boolean
  /** It follows several revisions. */
  readonly isMergePoint: boolean
  /** Whether it is a version row of the database; undefined when none was asked. */
  readonly isCurrent?: boolean
}

/** Describes revisions by their positions; `rows` are the version rows of the database, where it was asked. */
export function entriesOf(
  { graph, revisions }: ScriptDirectory,
  positions: readonly number[],
  rows?: readonly string[],
): readonly RevisionEntry[] {
  const messages = revisions.map(({ message }) => message)
  return describe(graph, messages, positions).map((info, nth) => {
    const at = positions[nth] as number
    const { file, doc } = revisions[at] as { file: string; doc: string }
    return {
      ...info,
      file,
      doc,
      labels: graph.labels[at] ?? [],
      isBranchPoint: info.next.length > 1,
      isMergePoint: info.downRevision.length > 1,
      ...(rows && { isCurrent: rows.includes(info.revision) }),
    }
  })
}
