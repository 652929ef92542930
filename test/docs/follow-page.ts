import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main } from '../../src/cli/main.js'
import { put } from '../folder.js'

/** The sections of docs/autogenerate.md that are followed by a test, and written by `npm run reference`. */
export const evenings = ['An evening with a schema.sql', 'An evening with tables in TypeScript']

/** The part of a page below a heading. */
export function sectionOf(page: string, heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`)
  assert.ok(section, `there is no section '${heading}'`)
  return section.split('\n## ')[0] as string
}

/** What a section shows, and what happens when it is followed. */
interface Followed {
  readonly what: string
  readonly shown: string
  readonly seen: string
}

/**
 * Follows a section in a folder, as a reader would: a block that begins with the name of a file is written there, or, when
 * it shows a revision, read from there; the lines after `$ limbeck` are run. Ids and dates are those of the section, in their
 * order. Gives every block with what it should have been.
 */
export async function followSection(section: string, folder: string): Promise<readonly Followed[]> {
  const pageIds = [...new Set(section.match(idPattern) ?? [])]
  const ids = new Map<string, string>()
  const known = (id: string) => {
    if (!ids.has(id)) ids.set(id, pageIds[ids.size] ?? `${ids.size}`.padStart(12, 'a'))
    return ids.get(id) as string
  }
  const [date = '2026-11-21 18:00:00'] = section.match(datePattern) ?? []
  const plain = (text: string) => text.replaceAll(folder, '/app').replace(datePattern, date).replace(idPattern, known)
  const followed: Followed[] = []
  for (const [what, language, text = ''] of section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const [head = '', path] = /^(?:--|\/\/) (\S+\.\w+)\n/.exec(text) ?? []
    if (language === 'console') {
      let seen = ''
      for (const [line, argv] of commandsIn(text)) seen += `$ limbeck ${line}\n${plain(await run(folder, argv))}`
      followed.push({ what, shown: text, seen })
    } else if (path?.includes('/versions/')) {
      const seen = head + plain(readFileSync(fileLike(join(folder, path)), 'utf8'))
      followed.push({ what, shown: text, seen })
    } else if (path) put(join(folder, path), text)
  }
  assert.ok(followed.length > 3)
  return followed
}

const idPattern = /(?<![\da-f])[\da-f]{12}(?![\da-f])/g
const datePattern = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g

/** The file whose name is another only in its id. */
function fileLike(file: string): string {
  if (existsSync(file)) return file
  const end = file.slice(file.indexOf('_', file.lastIndexOf('/')))
  const found = readdirSync(dirname(file)).find((name) => name.endsWith(end))
  assert.ok(found, `there is no file like ${file}`)
  return join(dirname(file), found)
}

const commandsIn = (block: string) =>
  [...block.matchAll(/^\$ limbeck (.*)$/gm)].map(([, line = '']) => {
    const argv = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
    return [line, argv] as const
  })

async function run(folder: string, argv: readonly string[]): Promise<string> {
  let seen = ''
  const write = (text: string) => {
    seen += text
  }
  await main(argv, { out: write, err: write, colors: false, cwd: folder, variables: {} })
  return seen
}
