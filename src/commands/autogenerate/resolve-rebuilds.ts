import type { Engine, Statement, TransactionalAdapter } from '../../adapter.js'
import type { Directive } from '../../autogenerate/directive.js'
import type { Migration } from '../../autogenerate/produce-migrations.js'
import { compileVariants } from '../../compile/compile-step.js'
import { knownSchema } from '../../compile/known-schema.js'
import type { Dialect, DialectStatement } from '../../dialects/dialect.js'
import { dialectOf } from '../../dialects/index.js'
import { LimbeckError } from '../../errors.js'
import type { Operation } from '../../ops/operation.js'
import { needsLook } from '../../ops/to-statements.js'
import { gate } from '../../rebuild/gate.js'
import type { Variant } from '../../runner/migration-set.js'
import { scratchFor } from '../../scratch/scratch-for.js'
import type { SchemaSql } from './schema-sql.js'

/**
 * Works out on a scratch database, made as the compared one is, what the operations that have to look at a table are in
 * SQL: the revisions run there one after the other, forth and back. Throws `unsupported-operation` for an operation that
 * cannot be worked out.
 */
export async function resolveRebuilds(
  migrations: readonly Migration[],
  { statements, foreignKeys }: SchemaSql,
  engine: Engine,
  folder: string,
): Promise<(operation: Operation) => readonly DialectStatement[]> {
  const dialect = dialectOf(engine)
  const found = new Map<Operation, Found>()
  const statementsOf = (operation: Operation) => {
    const { statements = [], drifts = [] } = found.get(operation) ?? {}
    return drifts.length === 0 ? statements : [guardOf([...new Set(drifts)]), ...statements]
  }
  const looks = ({ operation }: Directive) => needsLook(operation, dialect)
  if (!migrations.some(({ upgrade, downgrade }) => [...upgrade, ...downgrade].some(looks))) return statementsOf
  const scratch = await scratchFor(engine, folder, statements)()
  try {
    const { adapter } = scratch
    await adapter.run(['PRAGMA foreign_keys = OFF'])
    await adapter.run(statements)
    await adapter.run([`PRAGMA foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`])
    const on = { adapter, engine, dialect, foreignKeys, found }
    for (const { upgrade, downgrade } of migrations) {
      await resolveAll(upgrade, on)
      await resolveAll(downgrade, on)
      // A table that went and came has other words than at first: who goes forth once more is let through too.
      await runAgain(upgrade, on)
    }
    return statementsOf
  } finally {
    await scratch.close()
  }
}

/** What an operation is in SQL, and what tells the schemas for which it is that from any other. */
interface Found {
  readonly statements: readonly Statement[]
  /** Queries that find what is otherwise, one for each schema; none where nothing is copied. */
  readonly drifts: readonly string[]
}

interface OnScratch {
  readonly adapter: TransactionalAdapter
  readonly engine: Engine
  readonly dialect: Dialect
  readonly foreignKeys: boolean
  readonly found: Map<Operation, Found>
}

/** Works out operations in their order, and leaves the database as they make it. */
async function resolveAll(directives: readonly Directive[], on: OnScratch): Promise<void> {
  const { adapter, dialect, found } = on
  for (const { operation } of directives) {
    try {
      const isLooking = needsLook(operation, dialect)
      const one = isLooking ? await resolveOne(operation, on) : { statements: operation.toSql(dialect), drifts: [] }
      await adapter.transaction((tx) => tx.run(one.statements))
      found.set(operation, one)
    } catch (error) {
      const words = (error as Error).message.replace(/\.$/, '')
      const table = operation.alteration?.table
      const what = table === undefined ? operation.kind : `${operation.kind} of '${table}'`
      const message = `${what} cannot be written as SQL: ${words}. Write the revision as TypeScript.`
      throw new LimbeckError('unsupported-operation', message, error)
    }
  }
}

/** Runs what was worked out, where the operations have been run and taken back before. */
async function runAgain(directives: readonly Directive[], on: OnScratch): Promise<void> {
  const { adapter, found } = on
  for (const { operation } of directives) {
    const first = found.get(operation) as Found
    const again = first.drifts.length === 0 ? first : await resolveOne(operation, on)
    await adapter.transaction((tx) => tx.run(first.statements))
    found.set(operation, { ...first, drifts: [...first.drifts, ...again.drifts] })
  }
}

/** The statements for the database as it stands and is set. */
async function resolveOne(operation: Operation, { adapter, engine, dialect, foreignKeys }: OnScratch): Promise<Found> {
  const standing = { databases: [knownSchema(adapter)], bothWays: engine === 'sqlite' }
  const { variants = [] } = (await compileVariants([operation], standing, dialect)).step
  // One for both settings of foreign keys, or one for each, that without them first.
  const { statements, copies, drift } = variants.at(foreignKeys ? -1 : 0) as Variant
  return { statements, drifts: copies.length > 0 ? [drift] : [] }
}

/** What would lose whatever another schema has beside, fails there. */
function guardOf([drift, ...others]: readonly string[]): string {
  const elsewhere = others.map((one) => `\nWHERE EXISTS (SELECT 1 FROM (${one}))`).join('')
  return `-- Fails on a schema, and with a setting of foreign keys, that this was not written for.
${gate(`SELECT 'this SQL was written for another schema, or setting: ' || group_concat(type || ' ' || name, ', ') AS wrong
FROM (${drift})${elsewhere}`)}`
}
