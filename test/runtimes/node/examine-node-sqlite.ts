// Run by a Node that has node:sqlite: examines its adapter, and prints a report as a line of JSON.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NodeSqliteDatabase, nodeSqlite } from 'limbeck/adapters/node-sqlite'
import { examine, type Home, type Store } from 'limbeck/conformance'

interface DatabaseSync extends NodeSqliteDatabase {
  close(): void
  readonly isOpen: boolean
}

// The types of Node 20 know no such module.
const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => DatabaseSync
}

const newFile = () => join(mkdtempSync(join(tmpdir(), 'limbeck-node-sqlite-')), 'database')

function open(path: string): Store {
  const db = new DatabaseSync(path)
  const others: Store[] = []
  const end = (one: DatabaseSync) => {
    if (one.isOpen) one.close()
  }
  const also = (store: Store): Store => {
    others.push(store)
    return store
  }
  return {
    adapter: nodeSqlite(db),
    connect: async () => also(open(path)),
    kill: async () => end(db),
    async readOnly() {
      const reader = new DatabaseSync(path, { readOnly: true })
      return also({ adapter: nodeSqlite(reader), close: async () => end(reader) }).adapter
    },
    async reopen() {
      end(db)
      return also(open(path))
    },
    async external(work) {
      db.exec('BEGIN')
      try {
        const result = await work(nodeSqlite(db, { external: true }))
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    async close() {
      end(db)
      for (const store of others) await store.close()
      rmSync(join(path, '..'), { recursive: true, force: true })
    },
  }
}

const home: Home = {
  adapter: 'node-sqlite',
  engine: 'sqlite',
  atomic: 'transaction',
  home: `Node ${process.versions.node.split('.')[0]}, a file`,
  make: async () => open(newFile()),
}

console.log(JSON.stringify(await examine(home)))
