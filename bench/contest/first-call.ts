import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { migrator } from 'limbeck'
import initSqlJs from 'sql.js'
import { sqlJsClients } from './sql-js-client.js'

// A process that measures its first call on a database at head: `node first-call.mjs WAY FILE SET`. The first one makes it.
const [, , way, file = '', set = ''] = process.argv
const client = await sqlJsClients(await initSqlJs())(existsSync(file) ? readFileSync(file) : undefined)
const { migrations } = await import(set)
const { upgrade } = migrator(client.adapter, migrations)
const start = performance.now()
if (way === 'floor') client.values('SELECT version_num FROM limbeck_version')
else await upgrade('head')
const time = performance.now() - start
if (!existsSync(file)) writeFileSync(file, await client.bytes())
console.log(time)
