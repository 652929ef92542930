import type { Graph } from './revision.js'

/** A symbol in its parts: `[branch@][name][±steps]`. */
export interface RevisionSymbol {
  /** The whole, for messages. */
  readonly text: string
  readonly branch: string | undefined
  /** `head`, `heads`, `base`, an id, the start of one, or a label; empty when the steps count from elsewhere. */
  readonly name: string
  /** How far up (positive) or down from there; undefined when it does not say. */
  readonly steps: number | undefined
}

/** Reads a symbol, the one grammar of every command. A label may hold `-` and `+`: what is one is no step. */
export function parseSymbol(graph: Graph, text: string): RevisionSymbol {
  const at = text.indexOf('@')
  const branch = at > 0 ? text.slice(0, at) : undefined
  const rest = text.slice(at + 1)
  const [, name = '', steps = ''] = /^(.*?)([+-]\d+)$/.exec(rest) ?? []
  const isStep = steps !== '' && !Object.hasOwn(graph.branches, rest)
  return { text, branch, name: isStep ? name : rest, steps: isStep ? Number(steps) : undefined }
}
