import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { tellingWaits, type Waiting } from '../../../src/commands/database/waiting.js'

describe('tellingWaits', () => {
  it('tells after a moment who is in the way, and again only when that changes', async () => {
    const told: Waiting[] = []
    let who = ['process 1']
    const changes = setTimeout(2500).then(() => {
      who = ['process 2']
    })
    const worked = await tellingWaits(
      (waiting) => told.push(waiting),
      () => who,
      async () => {
        await setTimeout(4300)
        return 'done'
      },
    )
    await changes
    assert.equal(worked, 'done')
    assert.deepEqual(
      told.map(({ who, seconds }) => [...who, seconds]),
      [
        ['process 1', 1],
        ['process 2', 3],
      ],
    )
  })
  it('says nothing of what is over in a moment, of what nobody holds up, and of what it may not know', async () => {
    const told: Waiting[] = []
    const tell = (waiting: Waiting) => told.push(waiting)
    await tellingWaits(
      tell,
      () => ['process 1'],
      async (until) => {
        until()
        await setTimeout(1300)
      },
    )
    await tellingWaits(
      tell,
      () => [],
      () => setTimeout(1300),
    )
    await tellingWaits(
      tell,
      async () => {
        throw new Error('permission denied')
      },
      () => setTimeout(1300),
    )
    assert.deepEqual(told, [])
  })
})
