import { fetchPart } from './fetch-part.js'
import type { MigrationSet, SetGraph } from './migration-set.js'

/** The graph of a set. Throws as `fetchPart`. */
export const graphOf = (set: MigrationSet): Promise<SetGraph> => fetchPart((again) => set.graph(again), set.checksum)
