import type { D1Client } from 'limbeck/adapters/d1'

/** What wrangler.toml gives the Worker. */
export interface Env {
  /** The notes that everybody sees. */
  readonly DB: D1Client
  readonly NOTEBOOK: {
    idFromName(name: string): unknown
    get(id: unknown): { fetch(request: Request): Promise<Response> }
  }
  /** `wrangler secret put DEPLOY_SECRET` */
  readonly DEPLOY_SECRET: string
  /** What the Worker does about a shared database that is behind. */
  readonly WHEN_BEHIND: 'upgrade' | 'refuse'
}
