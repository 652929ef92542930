import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../../src/cli/main.js'

/** A command line of a page, and what it prints. */
interface Shown {
  readonly argv: readonly string[]
  readonly printed: string
}

/** The sessions of a page: every line after `$ limbeck`, with what stands below it. */
function sessions(page: string): readonly Shown[] {
  return [...page.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block
      .split(/^\$ limbeck /m)
      .slice(1)
      .map((text) => {
        const [line = '', ...printed] = text.split('\n')
        const argv = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
        return { argv, printed: printed.join('\n') }
      }),
  )
}

/**
 * Runs the session of README.md in an empty folder, on the database of `url` when it is given, and compares what it prints;
 * ids and the folder may be others. The first revision is written as the page of revisions has it.
 */
export async function replay(folder: string, url?: string): Promise<void> {
  const shown = sessions(readFileSync('README.md', 'utf8'))
  assert.ok(shown.length > 5)
  const [ids, pageIds] = [new Map<string, string>(), new Map<string, string>()]
  for (const { argv, printed } of shown) {
    let seen = ''
    const write = (text: string) => {
      seen += text
    }
    await main(argv, { out: write, err: write, colors: false, cwd: folder, variables: {} })
    const normal = (text: string, ids: Map<string, string>) =>
      text.replace(/(?<![\da-f])[\da-f]{12}(?![\da-f])/g, (id) => {
        if (!ids.has(id)) ids.set(id, `ID${ids.size}`)
        return ids.get(id) as string
      })
    const own = normal(seen, ids)
      .replaceAll(folder, '/app')
      .replace(/FAILED: \S+ is/, 'FAILED: URL is')
    assert.equal(own, normal(printed, pageIds), argv.join(' '))
    if (argv[0] === 'init' && url) edit(join(folder, 'limbeck.config.ts'), 'sqlite:app.db', url)
    if (argv[0] === 'revision') writeCode(folder, argv[2] as string)
  }
}

function edit(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to))
}

/** Writes what a person would write into the new revision. */
function writeCode(folder: string, message: string): void {
  const versions = join(folder, 'migrations/versions')
  const name = readdirSync(versions).find((file) => file.includes(message.replaceAll(' ', '_'))) as string
  const [up, down] =
    message === 'create user table'
      ? ["op.createTable('user', column('id', integer(), { primaryKey: true }))", "op.dropTable('user')"]
      : ["op.addColumn('user', column('email', string(320)))", "op.dropColumn('user', 'email')"]
  const file = join(versions, name)
  edit(file, 'import type { Operations }', 'import { column, integer, string, type Operations }')
  edit(file, 'upgrade(op: Operations) {\n', `upgrade(op: Operations) {\n  ${up}\n`)
  edit(file, 'downgrade(op: Operations) {\n', `downgrade(op: Operations) {\n  ${down}\n`)
}
