import { migrator } from 'limbeck'
import { type DrizzleMigration, toDrizzle } from '../peers/drizzle.js'
import { type KyselyMigrations, kyselyOn, toKysely } from '../peers/kysely.js'
import type { Client, OpenClient } from './client.js'

/** From nothing to head; from the revision before head to head; at head. */
export type Task = 'fresh' | 'pending' | 'noop'

/** Who does it. The floors are the bare client. */
export type Way = 'floor' | 'limbeck' | 'drizzle' | 'kysely' | 'baseline floor' | 'baseline'

/** What can be asked where databases are, in this process or in a page. */
export interface Contest {
  /** Milliseconds: the mean of as many times as take 20 of them, at most 50 times, or 2,000 of a `noop`. */
  time(task: Task, way: Way, revisions: number): Promise<number>
  /** How many statements reach the database. */
  count(task: Task, way: Way, revisions: number): Promise<number>
  /** Milliseconds until what a first run needs is imported, anew for each `nth`: the set's modules, or one with the statements. */
  load(what: 'set' | 'statements', revisions: number, nth: number): Promise<number>
}

type Set = Parameters<typeof migrator>[1] & { graph(): Promise<{ readonly ids: readonly string[] }> }

interface Parts {
  /** Without the baseline. */
  readonly set: Set
  readonly whole: Set
  readonly statements: readonly string[]
  readonly baseline: readonly string[]
  readonly drizzle: readonly DrizzleMigration[]
  readonly kysely: KyselyMigrations
}

/** `sets` is the URL of the folder that `writeSets` filled. */
export function contest(open: OpenClient, sets: string): Contest {
  const loaded = new Map<number, Promise<Parts>>()
  const partsOf = (revisions: number) => {
    const parts = loaded.get(revisions) ?? loadParts(`${sets}${revisions}/`)
    loaded.set(revisions, parts)
    return parts
  }
  const begun = new Map<string, Promise<Uint8Array>>()
  /** The file that a task begins with, as the contestant itself, or for the floor Limbeck, has left it. */
  const startOf = (task: Task, way: Way, revisions: number): Promise<Uint8Array | undefined> => {
    if (task === 'fresh') return Promise.resolve(undefined)
    const of = way === 'floor' ? 'limbeck' : way
    const key = `${task} ${of} ${revisions}`
    const bytes = begun.get(key) ?? partsOf(revisions).then((parts) => prepare(open, task, of, parts))
    begun.set(key, bytes)
    return bytes
  }
  const prepared = async (task: Task, way: Way, revisions: number, counting?: true) => {
    const client = await open(await startOf(task, way, revisions), counting)
    // A connection that has read the schema.
    client.values('SELECT count(*) FROM sqlite_master')
    return { client, work: workOf(task, way, client, await partsOf(revisions)) }
  }
  const check = async (client: Client, revisions: number) => {
    const { statements } = await partsOf(revisions)
    const [[found] = []] = client.values("SELECT count(*) FROM sqlite_master WHERE name GLOB 't[0-9]*'")
    const expected = statements.filter((sql) => sql.startsWith('CREATE')).length
    if (found !== expected) throw new Error(`${found} tables and indexes are there, not ${expected}.`)
  }
  return {
    async time(task, way, revisions) {
      if (task === 'noop') return timeCalls(await prepared(task, way, revisions))
      let [total, runs] = [0, 0]
      while (total < 20 && runs < 50) {
        const { client, work } = await prepared(task, way, revisions)
        const start = performance.now()
        await work()
        total += performance.now() - start
        runs++
        await check(client, revisions)
        await client.close()
      }
      return total / runs
    },
    async count(task, way, revisions) {
      const { client, work } = await prepared(task, way, revisions, true)
      const before = client.statements
      await work()
      const count = client.statements - before
      await check(client, revisions)
      await client.close()
      return count
    },
    async load(what, revisions, nth) {
      const { files } = await filesOf(`${sets}${revisions}/`)
      const folder = `${sets}${revisions}/${nth}/`
      const start = performance.now()
      await Promise.all((what === 'set' ? files : ['ddl.js']).map((file) => import(folder + file)))
      return performance.now() - start
    },
  }
}

/** What a run without a baseline imports. */
const filesOf = (folder: string): Promise<{ readonly files: readonly string[] }> => import(`${folder}files.js`)

async function loadParts(folder: string): Promise<Parts> {
  const [{ migrations: whole }, { statements, baseline }] = (await Promise.all([
    import(`${folder}migrations.js`),
    import(`${folder}ddl.js`),
  ])) as [{ migrations: Set }, Pick<Parts, 'statements' | 'baseline'>]
  const { baseline: _, ...set } = whole as Set & { readonly baseline?: unknown }
  return { set, whole, statements, baseline, drizzle: toDrizzle(statements), kysely: toKysely(statements) } as Parts
}

async function prepare(open: OpenClient, task: Task, way: Way, parts: Parts): Promise<Uint8Array> {
  const client = await open()
  const but = task === 'pending' ? 1 : 0
  const { statements, set } = parts
  const some = statements.slice(0, statements.length - but)
  if (way === 'limbeck') await migrator(client.adapter, set).upgrade((await set.graph()).ids[but] as string)
  else {
    // Kysely commits each statement by itself, which takes minutes where a commit is a write.
    if (way === 'kysely') client.run('BEGIN')
    await workOf('fresh', way, client, { ...parts, drizzle: toDrizzle(some), kysely: toKysely(some) })()
    if (way === 'kysely') client.run('COMMIT')
  }
  const bytes = await client.bytes()
  await client.close()
  return bytes
}

/** What is measured, with all that an app has before. */
function workOf(task: Task, way: Way, client: Client, parts: Parts): () => unknown {
  if (way === 'drizzle') return client.drizzle(parts.drizzle)
  if (way === 'kysely') return kyselyOn(client.objects, parts.kysely)
  if (way === 'limbeck' || way === 'baseline') {
    const { upgrade } = migrator(client.adapter, way === 'baseline' ? parts.whole : parts.set)
    return () => upgrade('head')
  }
  const select = () => client.values('SELECT version_num FROM limbeck_version')
  if (task === 'noop') return select
  const ddl = way === 'baseline floor' ? parts.baseline : parts.statements.slice(task === 'pending' ? -1 : 0)
  return () => {
    if (task === 'pending') select()
    client.run('BEGIN')
    for (const sql of ddl) client.run(sql)
    client.run('COMMIT')
  }
}

async function timeCalls({ client, work }: { readonly client: Client; readonly work: () => unknown }): Promise<number> {
  for (let calls = 0; calls < 3; calls++) await work()
  let [total, calls] = [0, 0]
  const start = performance.now()
  while (total < 20 && calls < 2000) {
    await work()
    calls++
    total = performance.now() - start
  }
  await client.close()
  return total / calls
}
