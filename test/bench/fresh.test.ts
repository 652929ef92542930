import { describe, it } from 'node:test'
import { freshBench } from '../../bench/fresh.js'
import { noopBench } from '../../bench/noop.js'
import { checkFresh, checkNoop, type Line } from './contention.js'

// Both write what they compile into the same folder: they are one file, whose tests run one after the other.

describe('the benches of an app that starts', () => {
  it('make a new database and apply one revision of many, beside others and the bare statements', async () => {
    const lines: Line[] = []
    await freshBench((line) => lines.push({ ...line }), { sizes: [10, 60], runs: 2, pendingOf: 60, chromium: false })
    checkFresh(lines, ['sql.js, Node'], [10, 60], 60)
  })

  it('find a database at head with one statement, whatever the number of revisions', async () => {
    const lines: Line[] = []
    await noopBench((line) => lines.push({ ...line }), { sizes: [10, 60], runs: 2, chromium: false })
    checkNoop(lines, ['sql.js, Node'], [10, 60])
  })
})
