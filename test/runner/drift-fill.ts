import { revisions } from './drift.js'

/** The revision of `drift.ts` that makes a table anew, as a module of its own. */
export const { revision, downRevision, upgrade, downgrade } = revisions[1] as (typeof revisions)[number]
