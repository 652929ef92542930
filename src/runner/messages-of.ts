import { fetchPart } from './fetch-part.js'
import type { MigrationSet, SetGraph } from './migration-set.js'

/** What the revisions of a set do, by position in its graph. Throws as `fetchPart`. */
export const messagesOf = async (set: MigrationSet, graph: SetGraph): Promise<readonly string[]> =>
  (await fetchPart((again) => set.messages(again), graph.messagesChecksum)).messages
