/** The length of a text in bytes of UTF-8; a lone surrogate counts as what replaces it. */
export const byteLength = (text: string): number =>
  [...text].reduce((sum, sign) => {
    const point = sign.codePointAt(0) as number
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
  }, 0)
