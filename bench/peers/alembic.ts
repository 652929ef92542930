import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Revision } from '../../src/graph/revision.js'

/** What one run took, in milliseconds, and how many steps the plan had. */
export interface Run {
  readonly build: number
  readonly plan: number
  readonly steps: number
}

/** Alembic in a process of its own, which does nothing between runs. */
export interface Alembic {
  readonly version: string
  load(key: string, history: readonly Revision[]): Promise<void>
  run(key: string): Promise<Run>
  close(): void
}

const script = fileURLToPath(new URL('alembic-graph.py', import.meta.url))

/** Starts Alembic, or nothing when there is no such Python or it has no Alembic. */
export async function startAlembic(python: string): Promise<Alembic | undefined> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const started = await once(child, 'spawn').then(
    () => true,
    () => false,
  )
  if (!started) return undefined
  child.stdin.on('error', () => {}) // a write to a process that ended: the missing answer tells it better
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => {
    const { value, done } = await lines.next()
    return done ? undefined : JSON.parse(value)
  }
  const ask = async (question: unknown) => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const said = await read()
    if (said === undefined) throw new Error(`Alembic ended without an answer: ${complaint}`)
    return said
  }
  const hello: { readonly version: string } | undefined = await read()
  if (!hello) {
    if (/No module named '?alembic/.test(complaint)) return undefined
    throw new Error(`Alembic did not start: ${complaint}`)
  }
  return {
    version: hello.version,
    load: (key, history) =>
      ask({ load: key, revisions: history.map(({ revision, downRevision }) => [revision, downRevision]) }),
    run: (key) => ask({ run: key }),
    close: () => child.stdin.end(),
  }
}
