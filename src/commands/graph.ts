import type { Graph } from '../graph/revision.js'
import type { Project } from './project.js'

/** The graph of the revisions, and what each of them does, by position. */
export interface RevisionGraph extends Graph {
  readonly messages: readonly string[]
}

/** The graph of the revisions, as data. */
export async function graph(project: Project): Promise<RevisionGraph> {
  const { graph, revisions } = project.scripts()
  return { ...graph, messages: revisions.map(({ message }) => message) }
}
