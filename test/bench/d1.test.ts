import assert from 'node:assert/strict'
import { it } from 'node:test'
import { d1Bench } from '../../bench/d1.js'

it('the bench of D1 makes databases of every size in two round trips, beside one batch', async () => {
  const printed: Readonly<Record<string, unknown>>[] = []
  await d1Bench((line) => printed.push({ ...line }), { sizes: [3, 20], runs: 2 })
  const lines = printed.map(({ bench, revisions, runs, roundTrips }) => ({ bench, revisions, runs, roundTrips }))
  assert.deepEqual(
    lines,
    [3, 20].map((revisions) => ({ bench: 'd1', revisions, runs: 2, roundTrips: 2 })),
  )
  for (const { upgrade, batch, ratio } of printed) {
    for (const figure of [upgrade, batch, ratio]) assert.ok(Number(figure) > 0)
  }
})
