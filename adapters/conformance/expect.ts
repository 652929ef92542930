/** A promise of the contract that an adapter does not keep. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise'
}

/** Throws unless something holds. */
export function expect(holds: unknown, what: string): asserts holds {
  if (!holds) throw new BrokenPromise(what)
}

/** Throws unless two values are the same, as their texts say. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  if (text(actual) !== text(expected))
    throw new BrokenPromise(`${what}: expected ${text(expected)}, and it is ${text(actual)}`)
}

/** Gives what a promise rejects with; throws when it fulfils. */
export async function rejection(work: Promise<unknown>, what: string): Promise<Error & { readonly code?: unknown }> {
  let value: unknown
  try {
    value = await work
  } catch (error) {
    expect(error instanceof Error, `${what}: it rejects with no Error: ${text(error)}`)
    return error
  }
  throw new BrokenPromise(`${what}: it is to fail, and gave ${text(value)}`)
}

/** A value so that different ones differ: keys in order, bigints and bytes by their kind. */
export function text(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint8Array) return `bytes(${[...value]})`
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (typeof value === 'object' && value !== null) {
    const kind = value.constructor === Object || !value.constructor ? '' : value.constructor.name
    const keys = Object.keys(value).sort()
    return `${kind}{${keys.map((key) => `${key}: ${text((value as Record<string, unknown>)[key])}`).join(', ')}}`
  }
  return String(value)
}
