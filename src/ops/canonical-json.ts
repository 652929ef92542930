/** JSON with sorted keys, which says the same of the same data; functions are left out, bigints and bytes tagged. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, said: unknown) {
    // `said` is what a toJSON method made of it; bytes of a subclass of Uint8Array are to look like any others.
    const part = this[key]
    if (typeof part === 'bigint') return { bigint: String(part) }
    if (part instanceof Uint8Array) return { bytes: [...part] }
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return said
    return Object.fromEntries(Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}
