import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main } from '../../src/cli/main.js'
import { put } from '../folder.js'

/** A fenced block of a page. */
interface Block {
  readonly language: string
  readonly text: string
}

const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', block = '']) => ({ language, text: block }))

/** The part of a page below a heading. */
export function sectionOf(page: string, heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`)
  assert.ok(section, `there is no section '${heading}'`)
  return section.split('\n## ')[0] as string
}

/**
 * Follows a section in a folder, as a reader would: a block that begins with the name of a file is written there, or, when
 * it shows a revision that was made, compared with it; the lines after `$ limbeck` are run, and what they print is compared.
 * Ids, dates and the folder may be others.
 */
export async function followSection(section: string, folder: string): Promise<void> {
  const [ids, pageIds] = [new Map<string, string>(), new Map<string, string>()]
  const shown = (text: string, known: Map<string, string>) =>
    text
      .replaceAll(folder, '/app')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DATE')
      .replace(/(?<![\da-f])[\da-f]{12}(?![\da-f])/g, (id) => {
        if (!known.has(id)) known.set(id, `ID${known.size}`)
        return known.get(id) as string
      })
  let ran = 0
  for (const { language, text } of blocksOf(section)) {
    const [, path] = /^(?:--|\/\/) (\S+\.\w+)\n/.exec(text) ?? []
    if (language === 'console') {
      for (const { line, argv, printed } of commandsIn(text)) {
        ran++
        assert.equal(shown(await run(folder, argv), ids), shown(printed, pageIds), line)
      }
    } else if (path?.includes('/versions/')) {
      const file = fileLike(join(folder, path))
      assert.equal(shown(readFileSync(file, 'utf8'), ids), shown(text.slice(text.indexOf('\n') + 1), pageIds), path)
    } else if (path) put(join(folder, path), text)
  }
  assert.ok(ran > 3)
}

/** The file whose name is another only in its id. */
function fileLike(file: string): string {
  if (existsSync(file)) return file
  const end = file.slice(file.indexOf('_', file.lastIndexOf('/')))
  const found = readdirSync(dirname(file)).find((name) => name.endsWith(end))
  assert.ok(found, `there is no file like ${file}`)
  return join(dirname(file), found)
}

const commandsIn = (block: string) =>
  block
    .split(/^\$ limbeck /m)
    .slice(1)
    .map((text) => {
      const [line = '', ...printed] = text.split('\n')
      const argv = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
      return { line, argv, printed: printed.join('\n') }
    })

async function run(folder: string, argv: readonly string[]): Promise<string> {
  let seen = ''
  const write = (text: string) => {
    seen += text
  }
  await main(argv, { out: write, err: write, colors: false, cwd: folder, variables: {} })
  return seen
}
