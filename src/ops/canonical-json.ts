/** JSON with sorted keys, which says the same of the same data; functions are left out, bigints and bytes tagged. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return { bigint: String(part) }
    if (part instanceof Uint8Array) return { bytes: [...part] }
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}
