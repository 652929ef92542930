import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build as esbuild } from 'esbuild'
import type * as ForEsbuild from 'limbeck/esbuild'
import type * as ForRollup from 'limbeck/rollup'
import type * as ForVite from 'limbeck/vite'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import { typescript } from '../../rollup.config.mjs'
import { pack } from '../exports/packed.js'

/** The sample app in a project where Limbeck is installed as it is built. */
export interface App {
  readonly folder: string
  /** Where Limbeck is installed. */
  readonly limbeck: string
  /** Where builds go. */
  readonly out: string
  readonly rollup: typeof ForRollup
  readonly vite: typeof ForVite
  readonly esbuild: typeof ForEsbuild
  remove(): void
}

/** Installs Limbeck, and puts the sample app beside it. */
export async function installApp(): Promise<App> {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
  const { project, remove } = pack([...Object.keys(dependencies), 'idb-keyval', 'sql.js', 'vite', 'vitest'])
  const limbeck = join(project, 'node_modules/limbeck')
  const folder = join(project, 'app')
  cpSync('test/bundler/app', folder, { recursive: true })
  const door = (name: string) => import(pathToFileURL(join(limbeck, `dist/src/bundler/${name}.js`)).href)
  return {
    folder,
    limbeck,
    out: join(project, 'out'),
    rollup: await door('rollup'),
    vite: await door('vite'),
    esbuild: await door('esbuild'),
    remove,
  }
}

/** Builds the app with one bundler: `page.js` and `worker.js` in modules, `script-worker.js` and `service-worker.js` in one piece each. */
export type BuildApp = (app: App, outdir: string) => Promise<void>

const entry = (app: App, name: string) => join(app.folder, `${name}.ts`)

const withRollup: BuildApp = async (app, dir) => {
  const script = join(app.folder, 'migrations')
  const make = async (inputs: Readonly<Record<string, string>>, format: 'es' | 'iife') => {
    const bundle = await rollup({
      input: { ...inputs },
      plugins: [app.rollup.limbeck({ script }), typescript, nodeResolve({ browser: true })],
      onwarn({ message }) {
        throw new Error(message)
      },
    })
    await bundle.write({ dir, format, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' })
    await bundle.close()
  }
  await make({ page: entry(app, 'page'), worker: entry(app, 'worker') }, 'es')
  await make({ 'script-worker': entry(app, 'worker') }, 'iife')
  await make({ 'service-worker': entry(app, 'service-worker') }, 'es')
}

const withEsbuild: BuildApp = async (app, outdir) => {
  const shared = { absWorkingDir: app.folder, bundle: true, outdir, minify: true, plugins: [app.esbuild.limbeck()] }
  const split = { ...shared, format: 'esm', splitting: true, chunkNames: 'chunks/[name]-[hash]' } as const
  await esbuild({ ...split, entryPoints: ['page.ts', 'worker.ts'] })
  await esbuild({ ...split, entryPoints: ['service-worker.ts'] })
  await esbuild({ ...shared, format: 'iife', entryPoints: { 'script-worker': 'worker.ts' } })
}

const withVite: BuildApp = async (app, outDir) => {
  const make = (path: string, worker: 'es' | 'iife', input: string) =>
    vite({
      root: app.folder,
      configFile: false,
      logLevel: 'warn',
      base: `/vite/${path}`,
      plugins: [app.vite.limbeck()],
      worker: { format: worker, plugins: () => [app.vite.limbeck()] },
      build: {
        outDir: join(outDir, path),
        emptyOutDir: false,
        rolldownOptions: {
          checks: { bundlerTimings: false },
          input: join(app.folder, input),
          output: { entryFileNames: '[name].js' },
        },
      },
    })
  await make('', 'es', 'index.html')
  await make('script-worker/', 'iife', 'index.html')
  await make('', 'iife', 'service-worker.ts')
}

/** How each bundler builds the app. */
export const builders: Readonly<Record<'rollup' | 'vite' | 'esbuild', BuildApp>> = {
  rollup: withRollup,
  vite: withVite,
  esbuild: withEsbuild,
}
