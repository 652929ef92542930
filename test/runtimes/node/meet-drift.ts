// Run by a Node that has node:sqlite: a client that others changed meets a compiled rebuild. Prints what it met as JSON.
import { createRequire } from 'node:module'
import { type NodeSqliteDatabase, nodeSqlite } from 'limbeck/adapters/node-sqlite'
import { compileModules } from '../../compile-modules.js'
import { meetDrift, revisions } from '../../runner/drift.js'
import { setOf } from '../../set-of.js'

// The types of Node 20 know no such module.
const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
  readonly DatabaseSync: new (path: string) => NodeSqliteDatabase
}

const set = setOf(await compileModules(() => revisions, 'sqlite'), revisions)
console.log(JSON.stringify(await meetDrift(nodeSqlite(new DatabaseSync(':memory:')), set)))
