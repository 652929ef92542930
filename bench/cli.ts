import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { interval, median } from './statistics.js'

export interface CliBenchOptions {
  /** Numbers of revision files: 100 and 1,000 when not given. */
  readonly sizes?: readonly number[]
  /** How often each is measured: 9 when not given. */
  readonly runs?: number
  /** The program of Alembic: `alembic` on the PATH when not given. */
  readonly alembic?: string
}

const commands = ['current', 'history']

/**
 * The CPU time, user and system, of whole processes: `limbeck current` and `limbeck history` in a project as `init` makes
 * it, on a database at head; beside them Node that does nothing and, where it is installed, Alembic on as many files.
 */
export async function cliBench(
  print: (line: object) => void,
  { sizes = [100, 1000], runs = 9, alembic = 'alembic' }: CliBenchOptions = {},
): Promise<void> {
  const program = buildProgram()
  const hasAlembic = spawnSync(alembic, ['--version'], { stdio: 'ignore' }).status === 0
  if (!hasAlembic) print({ bench: 'cli', peer: 'alembic', skipped: `${alembic} cannot be run` })
  for (const files of sizes) {
    const root = mkdtempSync(join(tmpdir(), 'limbeck-bench-'))
    try {
      const lines = [
        { of: { peer: 'node' }, cwd: root, argv: [process.execPath, '--eval', '0'] },
        ...limbeckProject(join(root, 'limbeck'), program, files),
        ...(hasAlembic ? alembicProject(join(root, 'alembic'), alembic, files) : []),
      ]
      const taken = lines.map((): number[] => [])
      for (let run = 0; run <= runs; run++) {
        lines.forEach(({ cwd, argv }, nth) => {
          const cpu = cpuOf(cwd, argv)
          // The first run fills caches.
          if (run > 0) taken[nth]?.push(cpu)
        })
      }
      lines.forEach(({ of }, nth) => {
        const times = taken[nth] as number[]
        print({ bench: 'cli', ...of, files, cpu: median(times), interval: interval(times), runs })
      })
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }
}

/** Builds the package, and gives how its program is run. */
export function buildProgram(): readonly string[] {
  execFileSync(process.execPath, ['node_modules/rollup/dist/bin/rollup', '--config', '--silent'], { stdio: 'inherit' })
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { limbeck: string } }
  return [process.execPath, resolve(bin.limbeck)]
}

interface Measured {
  readonly of: object
  readonly cwd: string
  readonly argv: readonly string[]
}

const idOf = (nth: number) => (0xabc000000000 + nth).toString(16)

function limbeckProject(cwd: string, program: readonly string[], files: number): readonly Measured[] {
  mkdirSync(cwd, { recursive: true })
  const run = (...argv: string[]) =>
    execFileSync(program[0] as string, [...program.slice(1), ...argv], { cwd, stdio: 'pipe' })
  run('init', 'migrations')
  for (let nth = 0; nth < files; nth++) {
    const down = nth === 0 ? null : `'${idOf(nth - 1)}'`
    const text = `/**
 * revision number ${nth}
 *
 * Revision ID: ${idOf(nth)}
 * Revises: ${nth === 0 ? '' : idOf(nth - 1)}
 * Create Date: 2026-01-01 00:00:00
 */
import { column, integer, type Operations, text } from 'limbeck/op'

export const revision = '${idOf(nth)}'
export const downRevision = ${down}
export const branchLabels = null
export const dependsOn = null

export function upgrade(op: Operations) {
  op.createTable('table_${nth}', column('id', integer(), { primaryKey: true }), column('name', text(), { nullable: false }))
}

export function downgrade(op: Operations) {
  op.dropTable('table_${nth}')
}
`
    writeFileSync(join(cwd, `migrations/versions/${idOf(nth)}_revision_number_${nth}.ts`), text)
  }
  run('stamp', 'head')
  return commands.map((command) => ({ of: { command }, cwd, argv: [...program, command] }))
}

function alembicProject(cwd: string, alembic: string, files: number): readonly Measured[] {
  mkdirSync(cwd, { recursive: true })
  execFileSync(alembic, ['init', 'migrations'], { cwd, stdio: 'pipe' })
  const ini = readFileSync(join(cwd, 'alembic.ini'), 'utf8')
  writeFileSync(join(cwd, 'alembic.ini'), ini.replace(/^sqlalchemy\.url = .*$/m, 'sqlalchemy.url = sqlite:///app.db'))
  for (let nth = 0; nth < files; nth++) {
    const down = nth === 0 ? 'None' : `'${idOf(nth - 1)}'`
    const text = `"""revision number ${nth}

Revision ID: ${idOf(nth)}
Revises: ${nth === 0 ? '' : idOf(nth - 1)}
Create Date: 2026-01-01 00:00:00

"""
from alembic import op
import sqlalchemy as sa


revision = '${idOf(nth)}'
down_revision = ${down}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('table_${nth}', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()))


def downgrade():
    op.drop_table('table_${nth}')
`
    writeFileSync(join(cwd, `migrations/versions/${idOf(nth)}_revision_number_${nth}.py`), text)
  }
  execFileSync(alembic, ['stamp', 'head'], { cwd, stdio: 'pipe' })
  return commands.map((command) => ({ of: { peer: 'alembic', command }, cwd, argv: [alembic, command] }))
}

/** Milliseconds of user and system time of a process and its children, as bash counts them, when it ends with `code`. */
export function cpuOf(cwd: string, argv: readonly string[], code = 0): number {
  const script = `"$@" > /dev/null 2>&1; [ $? = ${code} ] || exit 1; times`
  const printed = execFileSync('bash', ['-c', script, 'bash', ...argv], { cwd, encoding: 'utf8' })
  const [user = 0, system = 0] = [...(printed.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000,
  )
  return Math.round(user + system)
}
