import { migrator } from 'limbeck'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { migrations } from 'limbeck/migrations'
import initSqlJs from 'sql.js'
import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url'

// A store that outlives the page, as a developer has one.
const store = await openSqlJs(await initSqlJs({ locateFile: () => wasm }), 'notebook')
const { upgrade } = migrator(store, migrations)
const { steps } = await upgrade('head')
const columns = await store.query("SELECT name FROM pragma_table_info('note')")

Object.assign(globalThis, {
  upgraded: { ran: steps.map(({ revision }) => revision), columns: columns.map(({ name }) => name) },
})
