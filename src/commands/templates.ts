import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LimbeckError } from '../errors.js'

/** A template of `init`. */
export interface Template {
  readonly name: string
  /** The first line of its README. */
  readonly summary: string
}

const folder = (name = ''): string => fileURLToPath(new URL(`../templates/${name}`, import.meta.url))

/** The templates that `init` knows, by name. */
export async function listTemplates(): Promise<readonly Template[]> {
  return readdirSync(folder())
    .sort()
    .map((name) => ({ name, summary: readFileSync(join(folder(name), 'README'), 'utf8').split('\n')[0] as string }))
}

/** The template of revisions that a script directory may lack. */
export const templateFile = (file: string): string => join(folder('generic'), file)

/** A file of a template, or the generic one's. Throws `unknown-template`. */
export function readTemplate(template: string, file: string): string {
  const known = readdirSync(folder())
  if (!known.includes(template)) {
    const message = `There is no template '${template}': there are ${known.sort().join(', ')}.`
    throw new LimbeckError('unknown-template', message)
  }
  const own = join(folder(template), file)
  return readFileSync(existsSync(own) ? own : join(folder('generic'), file), 'utf8')
}
