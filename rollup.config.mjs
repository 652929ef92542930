// @ts-check
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { transform } from 'esbuild'

const { exports: doors, bin } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

// dist/ mirrors the tree: what a door has at dist/src/index.js is made from src/index.ts.
const inputs = [...Object.values(doors).flatMap((door) => door.default ?? []), ...Object.values(bin)].map((file) =>
  file.replace('./dist/', '').replace(/\.js$/, '.ts'),
)

const templates = {
  name: 'templates',
  writeBundle: () => cpSync('src/templates', 'dist/src/templates', { recursive: true }),
}

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
export default {
  input: inputs,
  external: (id) => !/^[./]/.test(id),
  plugins: [
    { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) },
    typescript,
    templates,
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
