import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cliBench } from '../../bench/cli.js'

describe('the bench of the command line', () => {
  it('prints the CPU time of node and of both commands, and that there is no Alembic', async () => {
    const printed: Record<string, unknown>[] = []
    await cliBench((line) => printed.push({ ...line }), { sizes: [3], runs: 2, alembic: 'no-such-alembic' })
    const [skipped, ...measured] = printed
    assert.deepEqual(skipped, { bench: 'cli', peer: 'alembic', skipped: 'no-such-alembic cannot be run' })
    assert.deepEqual(
      measured.map(({ peer, command, files, runs }) => ({ peer, command, files, runs })),
      [
        { peer: 'node', command: undefined, files: 3, runs: 2 },
        { peer: undefined, command: 'current', files: 3, runs: 2 },
        { peer: undefined, command: 'history', files: 3, runs: 2 },
      ],
    )
    for (const { cpu } of measured) assert.ok(Number(cpu) > 5)
  })
})
