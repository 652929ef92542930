import type { Adapter } from '../adapter.js'
import { runBatches } from './in-batches.js'
import { runPieces } from './in-pieces.js'
import type { Session } from './session.js'

/** Runs steps where one transaction of compiled ones is not all: programs, batches, a server that is far away. */
export const runOtherwise = (adapter: Adapter, session: Session): Promise<void> =>
  adapter.atomic === 'batch' ? runBatches(adapter, session) : runPieces(adapter, session)
