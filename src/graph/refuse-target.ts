import { RevisionError } from './revision-error.js'

/** Throws `invalid-target` for what is neither a symbol nor a list of them. */
export function refuseTarget(target: unknown): void {
  const isSymbol = (one: unknown) => typeof one === 'string'
  if (isSymbol(target) || (Array.isArray(target) && target.every(isSymbol))) return
  const given = target === undefined ? 'none was given' : `${String(target)} is none`
  const message = `A target is a revision, a label, 'head', 'base', steps such as '-1', or a list of them: ${given}.`
  throw new RevisionError('invalid-target', message, {})
}
