import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startWorkerd } from './start-workerd.js'

const module = 'test/runtimes/workerd/edge-worker.ts'

for (const place of ['DB0', 'object']) {
  describe(`workerd killed while it upgrades ${place === 'object' ? 'a Durable Object' : 'D1'}`, () => {
    // The last may come after the end, and is then about a kill after the answer.
    for (const delay of [0, 50, 150]) {
      it(`after ${delay} ms leaves all or nothing, and the next upgrade goes on`, async () => {
        const folder = mkdtempSync(join(tmpdir(), 'limbeck-workerd-'))
        try {
          const first = await startWorkerd(module, { databases: 1, folder })
          assert.deepEqual(await first.ask(`${place}/applied`), [])
          const run = first.ask(`${place}/upgrade/many`).then(
            () => 'answered',
            () => 'lost',
          )
          await setTimeout(delay)
          await first.stop()
          const end = await run
          const second = await startWorkerd(module, { databases: 1, folder })
          const found = (await second.ask(`${place}/applied`)) as [unknown[], unknown[]] | []
          assert.ok([0, 301].includes(found[1]?.length ?? 0), `${found[1]?.length} of 301`)
          if (end === 'answered') assert.equal(found[1]?.length, 301)
          await second.ask(`${place}/upgrade/many`)
          const [rows, journal] = (await second.ask(`${place}/applied`)) as [unknown[], unknown[]]
          assert.deepEqual([rows.length, journal.length], [300, 301])
          await second.stop()
        } finally {
          rmSync(folder, { recursive: true, force: true })
        }
      })
    }
  })
}
