// @ts-check
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { transform } from 'esbuild'

const { exports: doors, bin } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

// dist/ mirrors the tree: what a door has at dist/src/index.js is made from src/index.ts.
/** @type {(file: string) => string} */
const sourceOf = (file) => file.replace('./dist/', '').replace(/\.js$/, '.ts')
const inputs = [...new Set(Object.values(doors).flatMap((door) => (door.default ? sourceOf(door.default) : [])))]
const errors = resolve('src/errors.ts')
/** @type {(id: string) => boolean} */
const isPackage = (id) => !/^[./]/.test(id)

/**
 * TypeScript as it is written here: `./x.js` means `./x.ts`, and no module has an effect when it is imported.
 * @type {import('rollup').Plugin}
 */
export const typescript = {
  name: 'typescript',
  resolveId(source, importer) {
    if (!importer || !source.startsWith('.')) return null
    const id = resolve(dirname(importer), source.replace(/\.js$/, '.ts'))
    return existsSync(id) ? { id, moduleSideEffects: false } : null
  },
  async transform(code, id) {
    if (!id.endsWith('.ts')) return null
    const { code: js, map } = await transform(code, { loader: 'ts', target: 'es2022', sourcemap: true, sourcefile: id })
    return { code: js, map }
  },
}

/** @type {import('rollup').RollupOptions} */
const library = {
  input: inputs,
  external: isPackage,
  plugins: [
    {
      name: 'clean',
      buildStart() {
        rmSync('dist', { recursive: true, force: true })
        cpSync('src/templates', 'dist/src/templates', { recursive: true })
      },
    },
    typescript,
  ],
  output: {
    dir: 'dist',
    format: 'es',
    generatedCode: 'es2015',
    hoistTransitiveImports: false,
    preserveModules: true,
    preserveModulesRoot: '.',
    sourcemap: true,
  },
}

/**
 * The program in a few files, for every file costs Node time when it starts. The errors alone stay the library's: revisions
 * that it runs throw those.
 * @type {import('rollup').RollupOptions}
 */
const program = {
  input: sourceOf(bin.limbeck),
  external: (id) => isPackage(id) || id === errors,
  plugins: [typescript],
  output: {
    dir: dirname(bin.limbeck),
    format: 'es',
    generatedCode: 'es2015',
    hoistTransitiveImports: false,
    minifyInternalExports: false,
    chunkFileNames: '[name].js',
    paths: { [errors]: '../errors.js' },
    experimentalMinChunkSize: 30_000,
    sourcemap: true,
  },
}

export default [library, program]
