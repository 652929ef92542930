import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Engine, TransactionalAdapter } from '../../adapter.js'
import { type TargetItem, toSchemaOperations } from '../../autogenerate/to-schema-operations.js'
import { dialectOf } from '../../dialects/index.js'
import { LimbeckError } from '../../errors.js'
import { toStatements } from '../../ops/to-statements.js'
import type { NamingConvention } from '../../schema/naming.js'
import { loadModule } from '../../scripts/load-module.js'
import { hidePassword } from '../database/database-url.js'
import { openDatabase } from '../database/open-database.js'
import type { ReusedScratch } from './reused-scratch.js'
import { runSqlFile } from './run-sql-file.js'
import { type ReadSchema, type Written, writtenIn } from './written.js'

/**
 * A part of a target: a file of SQL, a module that exports tables, the address of a database, or a table, or an operation
 * such as `execute('CREATE VIEW …')`, themselves.
 */
export type TargetSource = string | TargetItem

/** What a database shall be like; several parts together make one. A module's exports may stand for its tables. */
export type Target = TargetSource | readonly TargetSource[] | Readonly<Record<string, unknown>>

/** Where a target is made, and how it is read. */
export interface TargetOptions {
  readonly engine: Engine
  /** What relative paths start at. */
  readonly folder: string
  readonly namingConvention: NamingConvention | undefined
  readonly readSchema: ReadSchema
  readonly scratch: ReusedScratch
}

/**
 * The schema that a target describes, made on a scratch database, so that it is said as the database says it. Throws
 * `invalid-schema` with file and line, `invalid-configuration` for what is no target, and `driver-missing`.
 */
export async function targetSchema(target: Target, options: TargetOptions): Promise<Written> {
  const parts = isItem(target) || !isModule(target) ? [target].flat() : itemsIn(target, 'target')
  const [only] = parts as readonly TargetSource[]
  if (typeof only === 'string' && isAddress(only)) {
    if (parts.length > 1) throw refuse(`${hidePassword(only)} is a database, and cannot be one part of several`)
    return schemaOf(only, options)
  }
  return options.scratch.whileEmpty(async (adapter) => {
    const items: TargetItem[] = []
    for (const part of parts as readonly TargetSource[]) {
      if (typeof part !== 'string') items.push(part)
      else if (isSql(part)) {
        await make(adapter, items.splice(0), options)
        const file = resolve(options.folder, part)
        await runSqlFile(adapter, file, read(file))
      } else items.push(...(await itemsOf(part, options.folder)))
    }
    await make(adapter, items, options)
    return writtenIn(adapter, options.readSchema)
  })
}

const isSql = (part: string) => /\.sql$/i.test(part)
const isCode = (part: string) => /\.[cm]?[jt]s$/i.test(part)
const isAddress = (part: string) => !isSql(part) && !isCode(part) && /^[a-z][a-z\d+]+:/i.test(part)

/** Tables are data; operations know their SQL. */
const isItem = (value: unknown): value is TargetItem => {
  const { kind, columns, toSql } = (value ?? {}) as { kind?: unknown; columns?: unknown; toSql?: unknown }
  return (kind === 'table' && Array.isArray(columns)) || (typeof kind === 'string' && typeof toSql === 'function')
}

const isModule = (value: Target): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && !Array.isArray(value)

const refuse = (what: string, cause?: unknown) => new LimbeckError('invalid-configuration', `target: ${what}.`, cause)

/** The tables and operations among what a module exports, lists of them included, each once. */
function itemsIn(exports: Readonly<Record<string, unknown>>, where: string): readonly TargetItem[] {
  const items = [...new Set(Object.values(exports).flat().filter(isItem))]
  if (items.length > 0) return items
  throw refuse(`${where} exports no table: export const note = table('note', column(…))`)
}

async function itemsOf(part: string, folder: string): Promise<readonly TargetItem[]> {
  if (!isCode(part)) throw refuse(`'${part}' is no file of SQL, no module and no address of a database`)
  const file = resolve(folder, part)
  read(file)
  try {
    return itemsIn(await loadModule(file), file)
  } catch (error) {
    const { code, message } = error as LimbeckError
    throw code === 'invalid-revision' ? new LimbeckError('invalid-schema', message, error) : error
  }
}

function read(file: string): string {
  if (!existsSync(file)) throw refuse(`there is no file ${file}`)
  if (statSync(file).isDirectory()) throw refuse(`${file} is a folder: name a file of it`)
  return readFileSync(file, 'utf8')
}

/** Makes tables, and what is given as operations; schemas that they name are made before. */
async function make(
  adapter: TransactionalAdapter,
  items: readonly TargetItem[],
  { engine, namingConvention }: TargetOptions,
): Promise<void> {
  const dialect = dialectOf(engine)
  const schemas = items.flatMap((item) => ('options' in item && 'columns' in item ? (item.options.schema ?? []) : []))
  if (engine === 'postgresql') {
    await adapter.run([...new Set(schemas)].map((name) => `CREATE SCHEMA IF NOT EXISTS ${dialect.identifier(name)}`))
  }
  for (const operation of toSchemaOperations(items, { engine, ...(namingConvention && { namingConvention }) })) {
    const statements = toStatements([operation], dialect)
    try {
      await adapter.run(statements)
    } catch (error) {
      const { message } = error as Error
      const what = statements.map((one) => (typeof one === 'string' ? one : one[0])).join('; ')
      throw new LimbeckError('invalid-schema', `target: ${message.replace(/\.$/, '')}, in: ${what}`, error)
    }
  }
}

/** The schema of another database. */
async function schemaOf(url: string, { folder, engine, readSchema }: TargetOptions): Promise<Written> {
  const { adapter, close } = await openDatabase(url, folder, { readOnly: true })
  try {
    const isServer = (name: Engine) => name === 'postgresql'
    if (isServer(adapter.engine) !== isServer(engine)) {
      throw refuse(`${hidePassword(url)} is ${adapter.engine}, the database is ${engine}: they cannot be compared`)
    }
    return await writtenIn(adapter, readSchema)
  } finally {
    await close()
  }
}
