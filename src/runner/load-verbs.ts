import { fetchPart } from './fetch-part.js'

/** What runs, once the check found that something is to be run. */
export const loadVerbs = (): Promise<typeof import('./verbs.js')> => fetchPart(() => import('./verbs.js'))
