export interface Random {
  chance(probability: number): boolean
  below(count: number): number
  one<T>(list: readonly T[]): T
}

/** Numbers that look random, the same for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    chance: (probability) => next() < probability,
    below: (count) => Math.floor(next() * count),
    one: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  }
}
