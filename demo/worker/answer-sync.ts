import type { Queryable } from 'limbeck'
import { BadRequest, keepNotes, notesOf, notesSince } from './sync-notes.js'

/** `GET ?since=…&search=…` gives what changed, `PUT` keeps what is sent. */
export async function answerSync(request: Request, database: Queryable): Promise<Response> {
  const { searchParams } = new URL(request.url)
  try {
    if (request.method === 'GET') {
      const words = searchParams.get('search') ?? ''
      return Response.json(await notesSince(database, searchParams.get('since') ?? '', words))
    }
    if (request.method !== 'PUT') return new Response('GET or PUT\n', { status: 405, headers: { allow: 'GET, PUT' } })
    const notes = notesOf(await request.json())
    await database.run(keepNotes(notes))
    return Response.json({ kept: notes.length })
  } catch (error) {
    if (error instanceof BadRequest || error instanceof SyntaxError) {
      return Response.json({ error: error.message }, { status: 400 })
    }
    throw error
  }
}
