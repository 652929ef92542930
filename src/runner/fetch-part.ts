import { ChunkUnavailableError, LimbeckError } from '../errors.js'

/**
 * Fetches a part of what an app loads when it needs it, and once more, under another address, where it does not come or
 * has another checksum than it should: then it was cut off, or is of another release. Throws `ChunkUnavailableError`.
 */
export async function fetchPart<T extends object>(
  load: (again?: true) => Promise<T>,
  checksum?: string,
  again?: true,
): Promise<T> {
  let cause: unknown
  try {
    const part: T & { readonly checksum?: string } = await load(again)
    if (part.checksum === checksum) return part
  } catch (error) {
    cause = error
  }
  if (cause instanceof LimbeckError) throw cause
  if (again) throw new ChunkUnavailableError('chunk-unavailable', 'A file is missing.', cause)
  return fetchPart(load, checksum, true)
}
