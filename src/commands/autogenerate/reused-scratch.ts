import type { Engine, TransactionalAdapter } from '../../adapter.js'
import { dialectOf } from '../../dialects/index.js'
import { openScratch, type Scratch } from '../../scratch/open-scratch.js'

/** A scratch database for one schema after the other: opening a PostgreSQL takes longer than emptying it. */
export interface ReusedScratch {
  /** Does work on it while it is empty. */
  whileEmpty<T>(work: (adapter: TransactionalAdapter) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens nothing yet. */
export function reusedScratch(engine: Engine, folder: string): ReusedScratch {
  let opened: Scratch | undefined
  return {
    async whileEmpty(work) {
      if (opened && engine === 'postgresql') await empty(opened.adapter)
      else {
        await opened?.close()
        opened = await openScratch(engine, folder)
      }
      return work(opened.adapter)
    },
    async close() {
      await opened?.close()
    },
  }
}

const schemas = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"

async function empty(adapter: TransactionalAdapter): Promise<void> {
  const { identifier } = dialectOf('postgresql')
  const found = await adapter.query(schemas)
  await adapter.run([
    'RESET ALL',
    ...found.map(({ nspname }) => `DROP SCHEMA ${identifier(String(nspname))} CASCADE`),
    'CREATE SCHEMA public',
  ])
}
