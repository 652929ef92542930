import type { Report } from 'limbeck/conformance'
import { startWorkerd } from '../../runtimes/workerd/start-workerd.js'

/** D1 in a Worker, and a Durable Object's storage. */
export async function* reports(): AsyncGenerator<Report> {
  const workerd = await startWorkerd('test/runtimes/workerd/conformance-worker.ts', { databases: 150 })
  try {
    yield (await workerd.ask('d1')) as Report
    yield (await workerd.ask('durable-object')) as Report
  } finally {
    await workerd.stop()
  }
}
