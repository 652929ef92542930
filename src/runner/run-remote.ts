import type { Adapter } from '../adapter.js'
import { runBatches } from './in-batches.js'
import { runPipeline } from './in-pipeline.js'
import type { Session } from './session.js'

/** Runs every step on a database that is far away, as it needs it. */
export const runRemote = (adapter: Adapter, session: Session): Promise<void> =>
  adapter.atomic === 'batch' ? runBatches(adapter, session) : runPipeline(adapter, session)
