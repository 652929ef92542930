import type { D1Database, DurableObjectNamespace } from '@cloudflare/workers-types'

/** What a Worker is given: its D1 databases by name, and its Durable Objects. */
export interface Env extends Readonly<Record<`DB${number}`, D1Database>> {
  readonly STORE: DurableObjectNamespace
}

/** Answers with what a function gives as JSON, or with what it throws as text. */
export async function answer(work: () => unknown): Promise<Response> {
  try {
    return Response.json((await work()) ?? null)
  } catch (error) {
    return new Response(String((error as Error).stack ?? error), { status: 500 })
  }
}

/** The parts of a request's path. */
export const partsOf = (request: { readonly url: string }): readonly string[] =>
  new URL(request.url).pathname.slice(1).split('/').map(decodeURIComponent)
