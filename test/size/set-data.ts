import { createHash } from 'node:crypto'
import type { Statement } from 'limbeck'
import { emit } from 'limbeck/compile'
import { compileModules } from '../compile-modules.js'
import { longHistory } from './long-history.js'
import { brotli, minified } from './measure.js'

/** What the migrations themselves weigh, minified, brotli, each file on its own as it is fetched. */
export interface SetData {
  readonly revisions: number
  /** Bytes. */
  readonly graph: number
  readonly messages: number
  /** All chunks of one direction, and the bare statements in them, a line each: bytes. */
  readonly upgrades: Weighed
  readonly downgrades: Weighed
}

interface Weighed {
  readonly files: number
  readonly brotli: number
  /** The statements of each chunk by themselves. */
  readonly own: number
}

/** At most: bytes of a graph of 1,000 revisions, and a chunk's bytes for each byte of its statements. */
export const budget = { revisions: 1000, graph: 7 * 1024, statements: 1.15 } as const

/** Compiles a long history, and weighs what comes out, as bundlers name and minify it. */
export async function weighSet(revisions: number = budget.revisions): Promise<SetData> {
  const history = longHistory(revisions)
  // Without a baseline, for which SQLite would run all revisions twice: that takes longer than all else.
  const distilled = await compileModules(() => history, 'sqlite', { baseline: false })
  const path = (name: string) => `./${name}-${createHash('sha256').update(name).digest('base64url').slice(0, 8)}.js`
  const modules = emit(distilled, {
    chunks: true,
    programPath: (file) => file,
    importPath: path,
    importAgain: (from) => `import(${JSON.stringify(`${from}?again=`)}+Date.now())`,
  })
  const weigh = async (text: string) => brotli(await minified(text))
  const codeOf = (name: string) => modules.find((one) => one.name === name)?.code ?? ''
  const chunksOf = async (direction: 'upgrade' | 'downgrade'): Promise<Weighed> => {
    const chunks = distilled.chunks.filter((chunk) => chunk.direction === direction)
    const start = direction === 'upgrade' ? 'up' : 'down'
    const sizes = await Promise.all(chunks.map(({ checksum }) => weigh(codeOf(`${start}-${checksum}`))))
    const texts = chunks.map(({ steps }) =>
      Object.values(steps).flatMap(({ statements = [] }) => statements.map(sqlOf)),
    )
    return {
      files: chunks.length,
      brotli: sum(sizes),
      own: sum(texts.map((lines) => brotli(lines.join('\n')))),
    }
  }
  return {
    revisions,
    graph: await weigh(codeOf('graph')),
    messages: await weigh(codeOf('messages')),
    upgrades: await chunksOf('upgrade'),
    downgrades: await chunksOf('downgrade'),
  }
}

const sqlOf = (statement: Statement): string => (typeof statement === 'string' ? statement : statement[0])

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
