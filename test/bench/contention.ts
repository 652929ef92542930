import assert from 'node:assert/strict'

export type Line = Readonly<Record<string, unknown>>

/** Every way at every size in every place, each time in the same order. */
function cells(lines: readonly Line[], task: string): readonly string[] {
  const found = lines.filter((line) => line.task === task)
  for (const { way, time, interval, ratio, ratioInterval } of found) {
    assert.ok(Number(time) > 0)
    assertInterval(interval)
    if (String(way).endsWith('floor')) continue
    assert.ok(Number(ratio) > 0)
    assertInterval(ratioInterval)
  }
  return found.map(({ place, revisions, way, statements }) => `${place} ${revisions}: ${way} ${statements}`)
}

function assertInterval(value: unknown): void {
  assert.ok(Array.isArray(value) && value.length === 2)
  assert.ok(value[0] <= value[1])
}

/**
 * The lines of the bench: of a line of revisions Limbeck sends its statements in one transaction, and beside them the
 * check, two tables, the guard, the version row and the journal. What others send is their own.
 */
export function checkFresh(
  lines: readonly Line[],
  places: readonly string[],
  sizes: readonly number[],
  pending: number,
): void {
  const baseline = (revisions: number) => revisions - Math.ceil((revisions - 5) / 50)
  const of = (place: string, revisions: number, ways: Readonly<Record<string, number>>) =>
    Object.entries(ways).map(([way, statements]) => `${place} ${revisions}: ${way} ${statements}`)
  assert.deepEqual(
    cells(lines, 'fresh'),
    places.flatMap((place) =>
      sizes.flatMap((n) =>
        of(place, n, {
          ...{ floor: n + 2, limbeck: n + 8, drizzle: 2 * n + 4, kysely: 2 * n + 9 },
          ...{ 'baseline floor': baseline(n) + 2, baseline: baseline(n) + 9 },
        }),
      ),
    ),
  )
  assert.deepEqual(
    cells(lines, 'pending'),
    places.flatMap((place) => of(place, pending, { floor: 4, limbeck: 10, drizzle: 6, kysely: 8 })),
  )
  const loaded = lines.filter(({ task }) => task === 'load')
  assert.deepEqual(
    loaded.map(({ place, revisions, what }) => `${place} ${revisions}: ${what}`),
    places
      .filter((place) => !place.includes('OPFS'))
      .flatMap((place) => sizes.flatMap((n) => [`${place} ${n}: set`, `${place} ${n}: statements`])),
  )
  for (const { time } of loaded) assert.ok(Number(time) > 0)
}

/** The lines of the bench: one SELECT of ours, as of the floor, at every size. */
export function checkNoop(lines: readonly Line[], places: readonly string[], sizes: readonly number[]): void {
  const ways = { floor: 1, limbeck: 1, drizzle: 4, kysely: 6 }
  assert.deepEqual(
    cells(lines, 'noop'),
    places.flatMap((place) =>
      sizes.flatMap((n) => Object.entries(ways).map(([way, statements]) => `${place} ${n}: ${way} ${statements}`)),
    ),
  )
  const first = lines.filter(({ task }) => task === 'first call')
  assert.deepEqual(
    first.map(({ revisions, way }) => `${revisions}: ${way}`),
    sizes.flatMap((n) => [`${n}: floor`, `${n}: limbeck`]),
  )
  for (const { way, over, overInterval } of first) {
    if (way === 'floor') continue
    assert.ok(Number.isFinite(over))
    assertInterval(overInterval)
  }
}
