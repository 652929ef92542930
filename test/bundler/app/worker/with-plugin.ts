import type { D1Client } from 'limbeck/adapters/d1'
import { migrations } from 'limbeck/migrations'
import { answer } from './answer.js'

export default { fetch: (_: Request, { DB }: { DB: D1Client }) => answer(DB, migrations) }
