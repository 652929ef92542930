import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import initSqlJs from 'sql.js'
import { buildProgram, cpuOf } from './cli.js'
import { interval, median } from './statistics.js'

export interface AutogenerateBenchOptions {
  /** Numbers of tables: 100 and 500 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
  /** The Python that may have Alembic: `python3` when not given. */
  readonly python?: string
}

/** What is measured is the library as it is published: run from its sources, much of the time is the compiler's. */
async function built() {
  const door = (path: string) => import(pathToFileURL(resolve('dist', path)).href)
  const [{ sqlJs }, { compareMetadata }, { reflect, tableMemory }, { recording }] = (await Promise.all([
    door('adapters/sql-js.js'),
    door('src/autogenerate/index.js'),
    door('src/reflect/index.js'),
    door('src/testing/index.js'),
  ])) as [
    typeof import('../adapters/sql-js.js'),
    typeof import('../src/autogenerate/index.js'),
    typeof import('../src/reflect/index.js'),
    typeof import('../src/testing/index.js'),
  ]
  return { sqlJs, compareMetadata, reflect, tableMemory, recording }
}

/** Tables of six columns, each with an index and a reference to the first; one has a column more in the target. */
const schema = (tables: number, isTarget: boolean): string =>
  Array.from({ length: tables }, (_, nth) => {
    const parent = nth > 0 ? `, parent INTEGER REFERENCES table_0 (id)` : ''
    const title = isTarget && nth === Math.floor(tables / 2) ? ', title TEXT' : ''
    return `CREATE TABLE table_${nth} (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, price NUMERIC(8, 2) DEFAULT 0,
  made TIMESTAMP, note TEXT${parent}${title});
CREATE INDEX ix_${nth} ON table_${nth} (name);\n`
  }).join('')

/**
 * Comparing a schema with a target in which one column is new. In process, in milliseconds of the processor's time: reading
 * both and comparing them, beside reading what SQLite keeps and nothing else, and beside Alembic's `compare_metadata` and
 * drizzle-kit's `pushSQLiteSchema`, to which the target is given. As a whole command: `limbeck check`, on a file.
 */
export async function autogenerateBench(
  print: (line: object) => void,
  { sizes = [100, 500], runs = 9, python = 'python3' }: AutogenerateBenchOptions = {},
): Promise<void> {
  const SQL = await initSqlJs()
  const hasAlembic = spawnSync(python, ['-c', 'import alembic'], { stdio: 'ignore' }).status === 0
  const program = buildProgram()
  const { sqlJs, compareMetadata, reflect, tableMemory, recording } = await built()
  if (!hasAlembic) print({ bench: 'autogenerate', peer: 'alembic', skipped: `${python} cannot import alembic` })
  for (const tables of sizes) {
    const [database, target] = [false, true].map((isTarget) => {
      const db = new SQL.Database()
      db.exec(schema(tables, isTarget))
      return recording(sqlJs(db))
    }) as [ReturnType<typeof recording>, ReturnType<typeof recording>]
    const floor: number[] = []
    const ours: number[] = []
    let statements = 0
    for (let run = -3; run < runs; run++) {
      const raw = await timed(() => database.query('SELECT type, name, tbl_name, sql FROM sqlite_master'))
      const before = database.statements.length
      const taken = await timed(async () => {
        // As the commands do: a memory for the two, and none from one comparison to the next.
        const memory = tableMemory()
        const [from, to] = [await reflect(database, { memory }), await reflect(target, { memory })]
        const { upgrade } = compareMetadata(from, to, { engine: 'sqlite' })
        if (upgrade.length !== 1) throw new Error(`${upgrade.length} operations were found, not 1`)
      })
      statements = database.statements.length - before
      if (run < 0) continue
      floor.push(raw)
      ours.push(taken)
    }
    const told = (times: readonly number[]) => ({ ms: round(median(times)), interval: interval(times).map(round) })
    /** What another program measured, and printed as its last line. */
    const peer = (program: string, argv: readonly string[]) => {
      const printed = execFileSync(program, [...argv, String(tables), String(runs)], { encoding: 'utf8' })
      const last = printed.trim().split('\n').at(-1) as string
      const { version, ms, statements } = JSON.parse(last) as { version: string; ms: number[]; statements: number }
      return { version, ...told(ms), statements }
    }
    print({ bench: 'autogenerate', tables, floor: 'sqlite_master', ...told(floor) })
    print({ bench: 'autogenerate', tables, ...told(ours), statements })
    if (hasAlembic) {
      const script = fileURLToPath(new URL('peers/alembic-compare.py', import.meta.url))
      print({ bench: 'autogenerate', peer: 'alembic', tables, ...peer(python, [script]) })
    }
    const drizzle = fileURLToPath(new URL('peers/drizzle-compare.ts', import.meta.url))
    print({
      bench: 'autogenerate',
      peer: 'drizzle-kit',
      tables,
      ...peer(process.execPath, ['--import', 'tsx', drizzle]),
    })
    const cpu = wholeCommand(program, tables, runs)
    print({ bench: 'autogenerate', tables, command: 'check', cpu: median(cpu), interval: interval(cpu) })
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const round = (value: number): number => Math.round(value * 10) / 10

/** `limbeck check` on a file that one revision made, and that lacks the target's new column. */
function wholeCommand(program: readonly string[], tables: number, runs: number): readonly number[] {
  const cwd = mkdtempSync(join(tmpdir(), 'limbeck-bench-'))
  try {
    const settings = { script: 'migrations', url: 'sqlite:app.db', target: 'schema.sql' }
    const limbeck = (...argv: string[]) =>
      execFileSync(program[0] as string, [...program.slice(1), ...argv], { cwd, stdio: 'pipe' })
    writeFileSync(join(cwd, 'schema.sql'), schema(tables, false))
    limbeck('init', 'migrations')
    rmSync(join(cwd, 'limbeck.config.ts'))
    writeFileSync(join(cwd, 'limbeck.config.json'), JSON.stringify(settings))
    limbeck('revision', '--autogenerate')
    limbeck('upgrade', 'head')
    writeFileSync(join(cwd, 'schema.sql'), schema(tables, true))
    const cpu = Array.from({ length: runs + 1 }, () => cpuOf(cwd, [...program, 'check'], 255))
    return cpu.slice(1)
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}
