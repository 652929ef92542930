import { brotliCompressSync } from 'node:zlib'
import type { RevisionModule } from 'limbeck'
import { type Distilled, emit } from 'limbeck/compile'
import { column, integer, type Operations, text } from 'limbeck/op'
import { compileModules } from '../test/compile-modules.js'
import { interval, median } from './statistics.js'

export interface CompileBenchOptions {
  /** Numbers of revisions: 100, 1,000 and 5,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is compiled: 3 when not given. */
  readonly runs?: number
}

/**
 * Compiling a line of revisions, in milliseconds of the processor's time; and what takes them back, in bytes: each file of
 * it compressed on its own, beside the mere statements in it.
 */
export async function compileBench(
  print: (line: object) => void,
  { sizes = [100, 1000, 5000], runs = 3 }: CompileBenchOptions = {},
): Promise<void> {
  for (const revisions of sizes) {
    const modules = history(revisions)
    for (const engine of ['sqlite', 'd1'] as const) {
      const cpu: number[] = []
      let bytes = {}
      for (let run = 0; run < runs; run++) {
        const start = process.cpuUsage()
        const distilled = await compileModules(() => modules, engine)
        const { user, system } = process.cpuUsage(start)
        cpu.push(Math.round((user + system) / 1000))
        bytes = bytesOf(distilled, revisions)
      }
      print({ bench: 'compile', engine, revisions, cpu: median(cpu), interval: interval(cpu), runs, ...bytes })
    }
  }
}

/** A table for every second revision; of ten revisions four make an index, and one a column, which its downgrade drops. */
const history = (count: number): readonly RevisionModule[] =>
  Array.from({ length: count }, (_, at) => ({
    revision: idOf(at),
    downRevision: at === 0 ? null : idOf(at - 1),
    ...directions(at),
  }))

const idOf = (at: number) => `r${String(at).padStart(11, '0')}`

function directions(at: number): Pick<RevisionModule, 'upgrade' | 'downgrade'> {
  const table = `t${at - (at % 2)}`
  if (at % 2 === 0) {
    const columns = [column('id', integer(), { primaryKey: true }), column('name', text()), column('note', text())]
    return {
      upgrade: (op: Operations) => op.createTable(table, ...columns),
      downgrade: (op: Operations) => op.dropTable(table),
    }
  }
  return at % 10 === 5
    ? {
        upgrade: (op: Operations) => op.addColumn(table, column('more', text())),
        downgrade: (op: Operations) => op.dropColumn(table, 'more'),
      }
    : {
        upgrade: (op: Operations) => op.createIndex(`${table}_by_name`, table, ['name']),
        downgrade: (op: Operations) => op.dropIndex(`${table}_by_name`),
      }
}

function bytesOf(distilled: Distilled, revisions: number) {
  const downgrades = distilled.chunks.filter(({ direction }) => direction === 'downgrade')
  const steps = downgrades.map((chunk) => Object.values(chunk.steps))
  const varied = steps.flat().filter(({ variants }) => variants).length
  if (steps.flat().length !== revisions || varied !== Math.floor((revisions + 4) / 10)) {
    throw new Error(`${steps.flat().length} downgrades of ${revisions} were compiled, ${varied} of them for a schema`)
  }
  const modules = emit(distilled, { chunks: true, programPath: (file) => file })
  const written = modules.filter(({ name }) => name.startsWith('down-')).map(({ code }) => code)
  const bare = steps.map((all) =>
    all.flatMap(({ statements, variants }) => statements ?? variants?.[0]?.statements ?? []).join('\n'),
  )
  return { files: written.length, bytes: brotli(written), statements: brotli(bare) }
}

const brotli = (texts: readonly string[]): number => texts.reduce((sum, one) => sum + brotliCompressSync(one).length, 0)
