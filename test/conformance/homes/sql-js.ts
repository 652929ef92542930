import { sqlJs } from 'limbeck/adapters/sql-js'
import { examine, type Home, type Report } from 'limbeck/conformance'
import initSqlJs from 'sql.js'

const SQL = await initSqlJs()

const memory: Home = {
  adapter: 'sql-js',
  engine: 'sqlite',
  atomic: 'transaction',
  home: 'Node, memory',
  optOuts: {
    'eight runners at once: one applies, seven see it done': 'a database in memory has one connection',
  },
  async make() {
    const db = new SQL.Database()
    return { adapter: sqlJs(db), close: async () => db.close() }
  },
}

/** sql.js in memory; in IndexedDB it is examined in browsers. */
export async function* reports(): AsyncGenerator<Report> {
  yield await examine(memory)
}
