import { readFileSync } from 'node:fs'

/** A door of the package: what an app imports, and the files behind it. */
export interface Door {
  readonly specifier: string
  readonly source: string
  readonly js: string
  readonly types: string
}

type Exports = Readonly<Record<string, string | { readonly types: string; readonly default: string }>>

/** The doors that package.json declares, without package.json itself. */
export function doors(): readonly Door[] {
  const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; exports: Exports }
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string'
      ? []
      : {
          specifier: path.replace(/^\./, name),
          source: target.default.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts'),
          js: target.default.replace(/^\.\//, ''),
          types: target.types.replace(/^\.\//, ''),
        },
  )
}
