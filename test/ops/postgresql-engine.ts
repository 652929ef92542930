import type { TransactionalAdapter } from '../../src/adapter.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import type { Operation } from '../../src/ops/operation.js'
import { isOutside, toStatements } from '../../src/ops/to-statements.js'
import { type Engine, line } from './engine.js'

/** A database of PostgreSQL: what operations go through, and how their work is looked at. */
export interface Database {
  readonly adapter: TransactionalAdapter
  /** The values of rows, as the text that PostgreSQL sends. */
  read(sql: string): Promise<readonly (readonly unknown[])[]>
  close(): Promise<void>
}

/** PostgreSQL, with a schema `annex` beside `public`. */
export function postgresqlEngine({ adapter, read, close }: Database): Engine {
  const script = (sql: string) => adapter.run(postgresql.split(sql))
  const lines = async (sql: string) => (await read(sql)).map(line)
  return {
    dialect: postgresql,
    reset: () =>
      script(
        `DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS annex CASCADE; CREATE SCHEMA public; CREATE SCHEMA annex`,
      ),
    script,
    async run(operations) {
      const inside = (together: readonly Operation[]) =>
        adapter.transaction((tx) => tx.run(toStatements(together, postgresql)))
      let together: Operation[] = []
      for (const operation of operations) {
        if (!isOutside(operation)) {
          together.push(operation)
          continue
        }
        await inside(together)
        together = []
        await adapter.run(toStatements([operation], postgresql))
      }
      await inside(together)
    },
    lines,
    schema: () => lines(described),
    close,
  }
}

const place = (schema: string, name: string) => `format('%I.%I', ${schema}, ${name})`

const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'annex')`

// NOT NULL is a constraint with a name of its own since PostgreSQL 18: the column says it.
const described = `
  SELECT concat('table ', ${place('n.nspname', 'c.relname')}, ' ', c.relkind, c.relpersistence, ' ', pg_get_partkeydef(c.oid), ' ',
    obj_description(c.oid, 'pg_class')) FROM ${relations} WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT concat('column ', ${place('n.nspname', 'c.relname')}, ' ', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), ' ',
    a.attname, ' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END, ' ', a.attidentity, a.attgenerated, ' ',
    pg_get_expr(d.adbin, d.adrelid), ' ', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END, ' ',
    col_description(c.oid, a.attnum))
  FROM ${relations} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT concat('constraint ', ${place('n.nspname', 'c.relname')}, ' ', k.conname, ' ', pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN ${relations} ON c.oid = k.conrelid WHERE k.contype <> 'n'
  UNION ALL
  SELECT concat('index ', i.indexdef, ' ', x.indisvalid) FROM pg_indexes i
    JOIN pg_index x ON x.indexrelid = ${place('i.schemaname', 'i.indexname')}::regclass WHERE i.schemaname IN ('public', 'annex')
  UNION ALL
  SELECT concat('enum ', ${place('n.nspname', 't.typname')}, ' ', (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname IN ('public', 'annex') WHERE t.typtype = 'e'
  UNION ALL
  SELECT concat('sequence ', ${place('schemaname', 'sequencename')}, ' ', data_type, ' ', start_value, ' ', min_value, ' ', max_value, ' ',
    increment_by, ' ', cycle, ' ', cache_size) FROM pg_sequences WHERE schemaname IN ('public', 'annex')
  ORDER BY 1`
