import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LimbeckError } from '../errors.js'

/**
 * Loads the package of a driver: the one of the project that `folder` lies in, else the one beside Limbeck. Throws
 * `driver-missing`, with how to install it.
 */
export async function loadDriver(name: string, scheme: string, folder: string): Promise<Record<string, unknown>> {
  for (const start of [join(folder, 'package.json'), import.meta.url]) {
    const path = pathOf(name, start)
    if (path === undefined) continue
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>
    return { ...(module.default as object | undefined), ...module }
  }
  throw new LimbeckError('driver-missing', `${scheme} needs the package ${name}: npm install ${name}`)
}

function pathOf(name: string, start: string): string | undefined {
  try {
    return createRequire(start).resolve(name)
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
