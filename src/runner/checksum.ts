/** A 64-bit checksum of a text, as 16 hexadecimal digits: two FNV-1a hashes of 32 bits. It is no signature. */
export function checksum(text: string): string {
  let one = 0x811c9dc5
  let two = 0xc9dc5118
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two ^ unit ^ (one >>> 16), 0x01000193)
  }
  return [one, two].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
