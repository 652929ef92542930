// Run by a Node that has node:sqlite: walks the corpus as revisions and compiled. Prints what both leave as JSON.
import { createRequire } from 'node:module'
import { type NodeSqliteDatabase, nodeSqlite } from 'limbeck/adapters/node-sqlite'
import { corpusFor, leap, readSqlite, walk } from '../../compile/corpus.js'
import { compileModules } from '../../compile-modules.js'
import { setOf } from '../../set-of.js'

// The types of Node 20 know no such module.
const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
  readonly DatabaseSync: new (path: string) => NodeSqliteDatabase
}

const open = () => nodeSqlite(new DatabaseSync(':memory:'))
const modules = corpusFor('sqlite')
const ids = modules.map(({ revision }) => revision)
const set = setOf(await compileModules(() => corpusFor('sqlite'), 'sqlite', { baseline: false }), modules)
const left = []
for (const migrations of [modules, set]) {
  left.push([await walk(open(), migrations, ids, readSqlite), await leap(open(), migrations, readSqlite)])
}
console.log(JSON.stringify(left))
