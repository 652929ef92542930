import type { Adapter, VersionChange } from '../adapter.js'

/**
 * Calls back when another tab, of this release or a later one, has changed the schema of the database that it shares
 * with this one: ask for a reload. Gives how to stop. Where tabs cannot tell each other, nothing is ever heard.
 */
export const onVersionChange = (adapter: Adapter, listener: (change: VersionChange) => void): (() => void) =>
  adapter.on?.('versionchange', listener) ?? (() => undefined)
