import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = realpathSync(fileURLToPath(new URL('../', import.meta.url)))

/** Whether a module is one of this very package. */
export const isOwn = (id: string): boolean => id.replaceAll('/', sep).startsWith(root)

const lazyImport = /(?<!typeof )\bimport\((['"])([^'"\n]+)\1\)/g

/**
 * A module of Limbeck without `import()`: what it loads lazily is imported with it. Undefined when there is nothing to
 * change. No module of Limbeck has an effect when it is imported, so the order does not matter.
 */
export function withoutChunks(code: string): string | undefined {
  const names = new Map<string, string>()
  const changed = code.replace(lazyImport, (_, __, specifier: string) => {
    const name = names.get(specifier) ?? `limbeck_lazy_${names.size}`
    names.set(specifier, name)
    return `Promise.resolve(${name})`
  })
  if (names.size === 0) return undefined
  const imports = [...names].map(([specifier, name]) => `import * as ${name} from ${JSON.stringify(specifier)};`)
  // On the first line, so that those of the source map stay.
  return imports.join('') + changed
}
