import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { autogenerateBench } from '../../bench/autogenerate.js'
import { cliBench } from '../../bench/cli.js'

// Both build the package, in the same folder: they are one file, whose tests run one after the other.

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

describe('the bench of autogenerate', () => {
  it('prints what reading takes, ours, drizzle-kit and the whole command; and that the number of statements does not grow', async () => {
    const printed: Record<string, unknown>[] = []
    await autogenerateBench((line) => printed.push({ ...line }), { sizes: [3, 9], runs: 2, python: 'no-such-python' })
    assert.deepEqual(printed[0], {
      bench: 'autogenerate',
      peer: 'alembic',
      skipped: 'no-such-python cannot import alembic',
    })
    assert.deepEqual(
      printed.slice(1).map(({ tables, peer, floor, command }) => ({ tables, what: peer ?? floor ?? command })),
      [3, 9].flatMap((tables) => [
        { tables, what: 'sqlite_master' },
        { tables, what: undefined },
        { tables, what: 'drizzle-kit' },
        { tables, what: 'check' },
      ]),
    )
    const ours = printed.filter(({ peer, floor, command }) => (peer ?? floor ?? command) === undefined)
    assert.deepEqual(
      ours.map(({ statements }) => statements),
      [1, 1],
    )
  })
})
