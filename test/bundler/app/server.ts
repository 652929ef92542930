import { migrator } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { migrations } from 'limbeck/migrations'
import { loadMigrations } from 'limbeck/scripts'
import initSqlJs from 'sql.js'

// A server that renders pages has a database too.
const SQL = await initSqlJs()
const db = new SQL.Database()
const { steps } = await migrator(sqlJs(db), migrations).upgrade('head')
const [notes] = db.exec('SELECT body, words FROM note')
// Another one has its revisions in a folder.
const others = await loadMigrations(process.argv[2] as string)
const { steps: ran } = await migrator(sqlJs(new SQL.Database()), others).upgrade('head')
console.log(JSON.stringify([steps.length, notes?.values, ran.length]))
