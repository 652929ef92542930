/** One row of `pg_stat_activity`. */
interface Session {
  readonly pid: number
  readonly usename: string | null
  readonly application_name: string | null
  readonly client_addr: string | null
  readonly state: string | null
  /** Seconds that its transaction has been open; null when that is not for this user to know. */
  readonly open: number | null
}

/** The part of a second client that is used. */
export interface SecondClient {
  connect(): Promise<unknown>
  query(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly object[] }>
}

/**
 * The sessions that keep another from what it waits for, be it the lock that runs take, or a table that somebody's open
 * transaction has read. https://www.postgresql.org/docs/current/functions-info.html, `pg_blocking_pids`.
 */
export async function blockingSessions(client: SecondClient, pid: number): Promise<readonly string[]> {
  const sql = `SELECT pid, usename, application_name, host(client_addr) AS client_addr, state,
  extract(epoch FROM clock_timestamp() - xact_start)::int AS open
FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1)) ORDER BY pid`
  const { rows } = await client.query(sql, [pid])
  return (rows as readonly Session[]).map((session) => {
    const { application_name: name, usename: user, client_addr: host, state, open } = session
    const known = [
      name,
      user && `user ${user}`,
      host && `at ${host}`,
      state && open !== null && `${state === 'active' ? 'in a transaction' : state} for ${open} s`,
    ].filter(Boolean)
    return `process ${session.pid}${known.length > 0 ? ` (${known.join(', ')})` : ''}`
  })
}
