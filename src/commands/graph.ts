import type { Graph } from '../graph/revision.js'
import type { Project } from './project.js'

/** The graph of the revisions, as data. */
export const graph = async (project: Project): Promise<Graph> => project.scripts().graph
