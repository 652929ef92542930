import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { LimbeckError } from '../../errors.js'
import { loadModule } from '../../scripts/load-module.js'
import type { ConfigSource, Settings } from '../config.js'
import { checkSettings } from './check-settings.js'
import { packageSettings } from './find-configuration.js'
import { invalid } from './invalid.js'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads a configuration's file, and of it what an environment's name chooses. Where it is no code, `${NAME}` is a variable
 * of the process. Throws `invalid-configuration`, with the file.
 */
export async function loadConfiguration(
  file: string,
  name: string | undefined,
  variables: Variables,
): Promise<Settings> {
  if (extname(file) === '.ini') {
    const { readIni } = await import('./read-ini.js')
    return expand(file, readIni(file, readFileSync(file, 'utf8'), name ?? 'limbeck'), variables)
  }
  const config = await read(file, variables)
  checkSettings(file, config)
  const { environments = {}, ...settings } = config
  if (name === undefined) return settings
  const chosen = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (chosen) return { ...settings, ...chosen }
  const known = Object.keys(environments).join(', ')
  throw invalid(file, `there is no environment '${name}'; ${known ? `there are ${known}` : 'there are none'}`)
}

async function read(file: string, variables: Variables): Promise<unknown> {
  if (basename(file) === 'package.json') {
    const settings = packageSettings(file)
    if (settings === undefined) throw invalid(file, "it has no key 'limbeck'")
    return expand(file, settings, variables)
  }
  if (extname(file) === '.json') return expand(file, parseJson(file), variables)
  try {
    const { default: source } = (await loadModule(file)) as { default?: ConfigSource }
    if (source !== undefined) return typeof source === 'function' ? await source({ env: variables }) : source
  } catch (error) {
    const { message } = error instanceof LimbeckError ? (error.cause as Error) : (error as Error)
    throw invalid(file, `it cannot be run: ${message}`, error)
  }
  throw invalid(file, 'it has no default export: export default defineConfig({ … })')
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw invalid(file, `it is no JSON: ${(cause as Error).message}`, cause)
  }
}

/** Every text with its variables in it. */
function expand<T>(file: string, value: T, variables: Variables): T {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = variables[name]
      if (found === undefined) throw invalid(file, `\${${name}} is not set in the environment`)
      return found
    }) as T
  }
  if (Array.isArray(value)) return value.map((one) => expand(file, one, variables)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expand(file, one, variables)])) as T
}
