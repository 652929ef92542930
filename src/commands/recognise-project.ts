import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a folder looks like, and what suits it. */
export interface RecognisedProject {
  /** For people: `a Vite project`. */
  readonly what: string
  readonly template: string
  /** The script directory, where none was named. */
  readonly directory: string
  /** Lines to paste into the app. */
  readonly lines: readonly string[]
}

const server = (directory: string, name = '') => [
  "import { migrator } from 'limbeck'",
  "import { loadMigrations } from 'limbeck/scripts'",
  `await migrator(adapter, await loadMigrations('${directory}'${name})).upgrade('head')`,
]

/** What the plugin compiles, or, for bundlers that take none, `limbeck compile`. */
const compiled: Readonly<Record<string, readonly string[]>> = {
  browser: [
    "// vite.config.ts: plugins: [limbeck()], with limbeck from 'limbeck/vite'",
    "import { migrator } from 'limbeck'",
    "import { migrations } from 'limbeck/migrations'",
    "await migrator(await openSqlJs(await initSqlJs(), 'app'), migrations).upgrade('head')",
  ],
  worker: [
    "// wrangler's [build] command: npx limbeck compile",
    "import { ensureHead } from 'limbeck/adapters/d1'",
    "import { migrations } from '../migrations.gen'",
    'await ensureHead(env.DB, migrations)',
  ],
  'durable-object': [
    "// wrangler's [build] command: npx limbeck compile",
    "import { ensureObjectHead } from 'limbeck/adapters/durable-object'",
    "import { migrations } from '../migrations.gen'",
    'this.head = ensureObjectHead(ctx, migrations)',
  ],
}

const imported = (directory: string, open: string) => [
  "import { migrator } from 'limbeck'",
  `import { revisions } from './${directory}/versions/index.js'`,
  `await migrator(${open}, revisions).upgrade('head')`,
]

/** What kind of project a folder is: Vite's, wrangler's or a plain one; a template that is named goes before. */
export function recogniseProject(
  folder: string,
  template?: string,
  directory?: string,
  index = false,
): RecognisedProject {
  const found = recognised(folder)
  const name = template ?? found.template
  const where = directory ?? (name === 'worker' || name === 'durable-object' ? 'limbeck' : 'migrations')
  const open: Readonly<Record<string, string>> = {
    browser: "await openSqlJs(await initSqlJs(), 'app')",
    worker: 'd1(env.DB)',
    'durable-object': 'durableObject(this.ctx.storage)',
  }
  const lines = index
    ? imported(where, open[name] ?? 'adapter')
    : (compiled[name] ?? server(where, name === 'multidb' ? ", { name: 'users' }" : ''))
  return { what: found.what, template: name, directory: where, lines }
}

function recognised(folder: string): Pick<RecognisedProject, 'what' | 'template'> {
  const wrangler = ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc']
    .map((name) => join(folder, name))
    .find(existsSync)
  if (wrangler) {
    return /durable_objects/.test(readFileSync(wrangler, 'utf8'))
      ? { what: 'a wrangler project with Durable Objects', template: 'durable-object' }
      : { what: 'a wrangler project', template: 'worker' }
  }
  const packages = packagesOf(join(folder, 'package.json'))
  const files = existsSync(folder) ? readdirSync(folder) : []
  if (packages.includes('vite') || files.some((name) => /^vite\.config\.[cm]?[jt]s$/.test(name))) {
    return { what: 'a Vite project', template: 'browser' }
  }
  if (packages.includes('pg')) return { what: 'a Node project with pg', template: 'postgres' }
  return { what: files.includes('package.json') ? 'a Node project' : 'a folder', template: 'generic' }
}

function packagesOf(manifest: string): readonly string[] {
  if (!existsSync(manifest)) return []
  const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as Readonly<
    Record<string, object | undefined>
  >
  return Object.keys({ ...dependencies, ...devDependencies })
}
