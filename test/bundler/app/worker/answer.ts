import type { MigrationSet } from 'limbeck'
import { type D1Client, ensureHead } from 'limbeck/adapters/d1'

/** Answers a request with what the upgrade did, and the notes. */
export async function answer(database: D1Client, migrations: MigrationSet): Promise<Response> {
  const ran = await ensureHead(database, migrations)
  const { results } = await database.prepare('SELECT * FROM note').all()
  return Response.json({ ran: ran?.steps.map(({ revision }) => revision), notes: results })
}
