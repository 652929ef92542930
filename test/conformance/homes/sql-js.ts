import { sqlJs } from 'limbeck/adapters/sql-js'
import { examine, type Home, type Report } from 'limbeck/conformance'
import initSqlJs from 'sql.js'

const SQL = await initSqlJs()

/** sql.js in memory. */
export const memory: Home = {
  adapter: 'sql-js',
  engine: 'sqlite',
  atomic: 'transaction',
  home: 'Node, memory',
  lacks: {
    connect: 'a database in memory has one connection',
    kill: 'a database in memory ends with its connection',
    readOnly: 'a database in memory may always be written',
    reopen: 'a database in memory ends with its connection',
  },
  optOuts: {
    'whole numbers stay whole in a column without a type':
      'sql.js binds a bigint as text, and whole numbers beyond 32 bits as REAL',
  },
  async make() {
    const db = new SQL.Database()
    return {
      adapter: sqlJs(db),
      async external(work) {
        db.run('BEGIN')
        try {
          const result = await work(sqlJs(db, { external: true }))
          db.run('COMMIT')
          return result
        } catch (error) {
          db.run('ROLLBACK')
          throw error
        }
      },
      close: async () => db.close(),
    }
  },
}

/** In IndexedDB it is examined in browsers. */
export async function* reports(): AsyncGenerator<Report> {
  yield await examine(memory)
}
