import type { Direction } from '../graph/revision.js'
import { canonicalJson } from '../ops/canonical-json.js'
import { checksum } from '../runner/checksum.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { DistilledChunk } from './distilled.js'

/**
 * Puts steps, oldest first, into chunks of about `size` characters: a chunk that is full stays as it is, whatever comes
 * after it.
 */
export function cutChunks(
  steps: Iterable<readonly [revision: string, step: CompiledStep]>,
  direction: Direction,
  size: number,
): readonly DistilledChunk[] {
  const chunks: [string, CompiledStep][][] = []
  let room = 0
  for (const [revision, step] of steps) {
    if (room <= 0) {
      chunks.push([])
      room = size
    }
    chunks.at(-1)?.push([revision, step])
    room -= canonicalJson(step).length
  }
  return chunks.map((chunk) => ({
    direction,
    checksum: checksum(canonicalJson([direction, chunk])),
    steps: Object.fromEntries(chunk),
  }))
}
