import initSqlJs, { type SqlJsStatic } from 'sql.js'

let loading: Promise<SqlJsStatic> | undefined

/** sql.js, loaded once per page; the test servers serve its wasm at this address. */
export function loadSql(): Promise<SqlJsStatic> {
  loading ??= initSqlJs({ locateFile: () => '/node_modules/sql.js/dist/sql-wasm-browser.wasm' })
  return loading
}
