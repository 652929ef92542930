import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LimbeckError } from '../../errors.js'

const names = ['limbeck.config.ts', 'limbeck.config.mts', 'limbeck.config.js', 'limbeck.config.mjs']
const others = ['limbeck.config.json', 'limbeck.ini']

/**
 * The file of the configuration: the one that is named, which must be there, or the only one in a folder. Throws
 * `no-configuration`, and `invalid-configuration` when there are several.
 */
export function findConfiguration(cwd: string, named: string | undefined): string {
  if (named !== undefined) {
    const file = resolve(cwd, named)
    if (existsSync(file)) return file
    throw new LimbeckError('no-configuration', `There is no configuration ${file}.`)
  }
  const found = [...names, ...others].map((name) => join(cwd, name)).filter((file) => existsSync(file))
  const manifest = join(cwd, 'package.json')
  if (existsSync(manifest) && packageSettings(manifest) !== undefined) found.push(manifest)
  const [file, ...more] = found
  if (file === undefined) {
    const message = `There is no configuration in ${cwd}. Make one with 'limbeck init migrations', or name it with -c.`
    throw new LimbeckError('no-configuration', message)
  }
  if (more.length > 0) {
    const message = `There are several configurations: ${found.join(', ')}. Keep one, or name it with -c.`
    throw new LimbeckError('invalid-configuration', message)
  }
  return file
}

/** What a package.json says under `limbeck`. */
export function packageSettings(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  if (!text.includes('"limbeck"')) return undefined
  try {
    const { limbeck } = JSON.parse(text) as { limbeck?: unknown }
    return limbeck
  } catch (cause) {
    const message = `${file} is no JSON: ${(cause as Error).message}.`
    throw new LimbeckError('invalid-configuration', message, cause)
  }
}
