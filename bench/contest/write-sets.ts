import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Distilled } from 'limbeck/compile'
import { emit } from '../../src/compile/emit.js'
import { compileModules } from '../../test/compile-modules.js'
import { history } from './history.js'

const written = new Map<string, Promise<void>>()

/**
 * Compiles a history of each size and writes it into a folder called after it, as an app ships it: the set in its chunks,
 * and beside it `ddl.js`, the same statements as an array for whoever takes them so. Once in a process.
 */
export async function writeSets(folder: string, sizes: readonly number[]): Promise<void> {
  for (const revisions of sizes) {
    const to = join(folder, String(revisions))
    const writing = written.get(to) ?? writeSet(to, revisions)
    written.set(to, writing)
    await writing
  }
}

/** Copies each set, so that its modules can be imported anew so many times. */
export function copySets(folder: string, sizes: readonly number[], times: number): void {
  for (const revisions of sizes) {
    const from = join(folder, String(revisions))
    const files = readdirSync(from).filter((name) => name.includes('.'))
    for (let nth = 0; nth < times; nth++) {
      mkdirSync(join(from, String(nth)), { recursive: true })
      for (const file of files) copyFileSync(join(from, file), join(from, String(nth), file))
    }
  }
}

async function writeSet(folder: string, revisions: number): Promise<void> {
  const modules = history(revisions)
  const distilled = await compileModules(() => modules, 'sqlite')
  const { baseline, noBaseline } = distilled
  const statements = statementsOf(distilled)
  if (statements.length !== revisions || !baseline) {
    throw new Error(`There are ${statements.length} statements for ${revisions} revisions. ${noBaseline ?? ''}`)
  }
  const emitted = emit(distilled, { chunks: true, programPath: (file) => file })
  const newest = `down-${distilled.chunks.at(-1)?.checksum}`
  const files = emitted.flatMap(({ name }) =>
    /^(migrations|graph|up-.*)$/.test(name) || name === newest ? `${name}.js` : [],
  )
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const { name, code } of emitted) writeFileSync(join(folder, `${name}.js`), code)
  writeFileSync(join(folder, 'ddl.js'), asModule({ statements }) + asModule({ baseline }))
  writeFileSync(join(folder, 'files.js'), asModule({ files }))
}

const asModule = (value: object): string =>
  Object.entries(value)
    .map(([name, one]) => `export const ${name} = ${JSON.stringify(one, null, 1)}\n`)
    .join('')

/** The statements of all upgrades, oldest first. */
const statementsOf = ({ chunks }: Distilled) =>
  chunks.flatMap(({ direction, steps }) =>
    direction === 'upgrade' ? Object.values(steps).flatMap(({ statements = [] }) => statements) : [],
  )
