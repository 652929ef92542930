export type Interval = readonly [low: number, high: number]

const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b)

/** The middle value, or the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2
}

/**
 * The interval of the median at 95 %, between the kth smallest and the kth largest value (the sign test's, so of any
 * distribution): of 9 values the second and the eighth; below 6 values all of them.
 */
export function interval(values: readonly number[]): Interval {
  const sorted = ascending(values)
  const count = sorted.length
  let outside = 0
  let chance = 2 ** -count
  for (let sum = chance; sum <= 0.025; sum += chance) {
    outside++
    chance *= (count - outside + 1) / outside
  }
  const skip = Math.max(outside - 1, 0)
  return [sorted[skip] as number, sorted[count - 1 - skip] as number]
}

/** The slope of the least-squares line through the logarithms: b where y grows as x to the power of b. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (of: (point: readonly [number, number]) => number) =>
    logs.reduce((sum, point) => sum + of(point), 0) / logs.length
  const x = mean((point) => point[0])
  const y = mean((point) => point[1])
  return mean((point) => (point[0] - x) * (point[1] - y)) / mean((point) => (point[0] - x) ** 2)
}
