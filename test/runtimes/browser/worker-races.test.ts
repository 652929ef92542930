import { assert } from 'chai'
import { placeOf } from './engines/places.js'
import { describe, it } from './mocha.js'
import { newName } from './stores.js'

const rounds = 50

interface Answer {
  readonly steps?: number
  readonly error?: string
}

const ask = (worker: Worker, message: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message: words }) => reject(new Error(words))
    worker.postMessage(message)
  })

// Firefox is slow to do this.
const firefox = navigator.userAgent.includes('Firefox')
const times = firefox ? rounds / 5 : rounds

describe('two workers that upgrade one new store at once', () => {
  for (const place of [
    'wa-sqlite wa-sqlite (async build), IDBBatchAtomicVFS',
    'wa-sqlite @journeyapps/wa-sqlite (async build), IDBBatchAtomicVFS',
    'wa-sqlite @journeyapps/wa-sqlite (sync build), OPFSCoopSyncVFS',
    ...(firefox ? [] : ['sqlite-wasm opfs']),
  ]) {
    it(`apply each revision once, ${times} times over: ${place}`, async () => {
      assert.equal(`${placeOf(place).adapter} ${placeOf(place).name}`, place)
      const workers = [1, 2].map(() => new Worker(new URL('./race-worker.ts', import.meta.url), { type: 'module' }))
      const won = [0, 0]
      for (let round = 0; round < times; round++) {
        const store = newName()
        const answers = await Promise.all(workers.map((worker) => ask(worker, { place, store })))
        assert.deepEqual(answers.map(({ error }) => error).filter(Boolean), [])
        assert.deepEqual(answers.map(({ steps }) => steps).sort(), [0, 4], `round ${round}`)
        answers.forEach(({ steps = 0 }, at) => {
          won[at] = (won[at] ?? 0) + Math.sign(steps)
        })
      }
      for (const worker of workers) worker.terminate()
      assert.equal((won[0] ?? 0) + (won[1] ?? 0), times)
    })
  }
})
