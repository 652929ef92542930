/** The edges against their direction. */
export function reversed(edges: readonly (readonly number[])[]): number[][] {
  const back: number[][] = edges.map(() => [])
  edges.forEach((targets, at) => {
    for (const target of targets) back[target]?.push(at)
  })
  return back
}
