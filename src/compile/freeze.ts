import { dialectOf } from '../dialects/index.js'
import type { Direction } from '../graph/revision.js'
import type { Distilled, SourceRevision } from './distilled.js'
import { inFile } from './record-source.js'
import { frozenStep, type ReleasedDirection, sourceChecksum, writeReleased } from './released.js'

/**
 * Compiled revisions as SQL files, which are kept for ever and used in the place of what would be compiled later. Text by
 * revision, oldest first. Throws `invalid-operation` for what cannot be written so.
 */
export function freeze(distilled: Distilled, sources: readonly SourceRevision[]): ReadonlyMap<string, string> {
  const dialect = dialectOf(distilled.engine)
  const directionOf = (source: SourceRevision, direction: Direction): ReleasedDirection => {
    const { revision } = source
    const at = distilled.graph.ids.indexOf(revision)
    const step = distilled.chunks[distilled.graph[`${direction}Chunks`][at] ?? -1]?.steps[revision]
    const report = distilled.report.find((one) => one.revision === revision && one.direction === direction)
    if (step) return { kind: 'statements', checksum: report?.checksum ?? '', step: frozenStep(step, dialect) }
    return report?.kind === 'none' ? { kind: 'none' } : { kind: 'program', checksum: sourceChecksum(source.source) }
  }
  const oldestFirst = [...distilled.graph.ids].reverse()
  return new Map(
    oldestFirst.flatMap((id) => {
      const source = sources.find(({ revision }) => revision === id)
      if (!source) return []
      const [upgrade, downgrade] = [directionOf(source, 'upgrade'), directionOf(source, 'downgrade')]
      return [[id, inFile(source, 'upgrade', () => writeReleased({ ...source, upgrade, downgrade }, dialect))] as const]
    }),
  )
}
