import { openSqlJs, sqlJs } from 'limbeck/adapters/sql-js'
import type { Home, Store } from 'limbeck/conformance'
import { loadSql } from '../../runtimes/browser/sql.js'
import { newName } from '../../runtimes/browser/stores.js'
import { browser } from './home.js'

/** sql.js, whose file lies in IndexedDB. */
export const sqlJsHome: Home = {
  adapter: 'sql-js',
  engine: 'sqlite',
  atomic: 'transaction',
  home: `${browser()}, IndexedDB`,
  lacks: {
    kill: 'a connection of a page ends with the page: whole browsers are killed in test/browser',
    readOnly: 'a database in memory may always be written',
  },
  optOuts: {
    'whole numbers stay whole in a column without a type':
      'sql.js binds a bigint as text, and whole numbers beyond 32 bits as REAL',
    ...Object.fromEntries(
      [
        'other connections see nothing of a transaction before it commits',
        'a version table without NOT NULL and key guards as well as one with them',
        'an older release and a newer one at once come to the newer one',
        'rows that another runner moves between plan and transaction make the run plan again',
        'rows that move each time end the run with concurrent-upgrade, and nothing of it is there',
      ].map((name) => [
        name,
        'each tab has the file in its own memory: it sees what others saved in a run, or after a reload',
      ]),
    ),
  },
  async make() {
    const name = newName()
    const open = new Set<Awaited<ReturnType<typeof openSqlJs>>>()
    const connect = async (): Promise<Store> => {
      const store = await openSqlJs(await loadSql(), name)
      open.add(store)
      return {
        adapter: store,
        connect,
        async reopen() {
          store.close()
          open.delete(store)
          return connect()
        },
        async external(work) {
          await store.run(['BEGIN'])
          try {
            const result = await work(sqlJs(store.db, { external: true }))
            await store.run(['COMMIT'])
            return result
          } catch (error) {
            await store.run(['ROLLBACK'])
            throw error
          }
        },
        async close() {
          for (const one of open) one.close()
          open.clear()
        },
      }
    }
    return connect()
  },
}
