import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { hasPassword } from './database/database-url.js'
import type { Project } from './project.js'

/** A sentence when the configuration's file holds the password of its database, and git keeps that file. */
export function passwordWarning({ file, settings }: Project): string | undefined {
  const urls = [settings.url, ...Object.values(settings.databases ?? {}).map(({ url }) => url)]
  const secret = urls.filter((url) => url !== undefined && hasPassword(url))
  if (file === undefined || secret.length === 0) return undefined
  const text = readFileSync(file, 'utf8')
  if (!secret.some((url) => text.includes(url as string))) return undefined
  const git = spawnSync('git', ['ls-files', '--error-unmatch', basename(file)], { cwd: dirname(file), stdio: 'ignore' })
  if (git.status !== 0) return undefined
  return `${file} holds a password, and git keeps that file: use a variable, such as LIMBECK_URL.`
}
