import type { MigrationSet } from 'limbeck'
import type { D1Client } from 'limbeck/adapters/d1'
import { answer } from './answer.js'
// @ts-expect-error: `limbeck compile` writes it.
import { migrations } from './migrations.gen.js'

export default { fetch: (_: Request, { DB }: { DB: D1Client }) => answer(DB, migrations as MigrationSet) }
