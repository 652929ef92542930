import type { Direction } from '../graph/revision.js'
import { canonicalJson } from '../ops/canonical-json.js'
import { checksum } from '../runner/checksum.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { DistilledChunk } from './distilled.js'

/**
 * Puts steps, oldest first, into chunks of about `size` characters: a chunk that is full stays as it is, whatever comes
 * after it. Of a drift query only its literals count: what is around them is the same in all, and hardly a byte is left of
 * it from the second in a file on.
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
    room -= weightOf(step)
  }
  return chunks.map((chunk) => ({
    direction,
    checksum: checksum(canonicalJson([direction, chunk])),
    steps: Object.fromEntries(chunk),
  }))
}

const weightOf = (step: CompiledStep): number =>
  canonicalJson(
    step.variants ? step.variants.map((one) => ({ ...one, drift: one.drift.match(/'(?:[^']|'')*'/g) ?? [] })) : step,
  ).length
