import type { Adapter } from 'limbeck'

/** Tables, columns, constraints, indexes and rows as PostgreSQL tells them. */
export async function readPostgres(adapter: Adapter): Promise<unknown> {
  const columns = await adapter.query(
    `SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'limbeck%' ORDER BY table_name, ordinal_position`,
  )
  const constraints = await adapter.query(
    `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS def FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'limbeck%' ORDER BY 1, 2`,
  )
  const indexes = await adapter.query(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'limbeck%' ORDER BY 1`,
  )
  const tables = [...new Set(columns.map((one) => String(one.table_name)))]
  const rows: unknown[] = []
  for (const name of tables) {
    rows.push(await adapter.query(`SELECT to_jsonb(t)::text AS line FROM "${name}" AS t ORDER BY 1`))
  }
  return { columns, constraints, indexes, rows }
}
