import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { aptInstall } from '../apt-install.mjs'

/** A revision of Alembic's: SQL both ways. */
export interface AlembicRevision {
  readonly id: string
  readonly down: string | null
  readonly up: string
  readonly back: string
}

/** The real Alembic, with a script directory of its own. */
export interface Alembic {
  /** Runs a command on a database, and gives what it printed. */
  run(url: string, ...args: readonly string[]): Promise<string>
  remove(): void
}

const python = '/usr/bin/python3'

const environment = `
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`

const file = ({ id, down, up, back }: AlembicRevision) => `
from alembic import op

revision = ${JSON.stringify(id)}
down_revision = ${down === null ? 'None' : JSON.stringify(down)}

def upgrade():
    op.execute(${JSON.stringify(up)})

def downgrade():
    op.execute(${JSON.stringify(back)})
`

/** Debian's Alembic and its driver of PostgreSQL, installed where they are not there and may be. */
export function startAlembic(revisions: readonly AlembicRevision[]): Alembic {
  for (const [module, name] of [
    ['alembic', 'alembic'],
    ['psycopg2', 'python3-psycopg2'],
  ] as const) {
    const there = () => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0
    if (!there()) aptInstall(name)
    if (!there()) throw new Error(`Python's ${module} is needed: on Debian, install ${name}.`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-alembic-'))
  mkdirSync(join(folder, 'versions'))
  writeFileSync(join(folder, 'env.py'), environment)
  for (const revision of revisions) writeFileSync(join(folder, 'versions', `${revision.id}.py`), file(revision))
  let runs = 0
  return {
    async run(url, ...args) {
      const settings = join(folder, `alembic-${++runs}.ini`)
      writeFileSync(settings, `[alembic]\nscript_location = ${folder}\nsqlalchemy.url = ${url.replaceAll('%', '%%')}\n`)
      const { stdout } = await promisify(execFile)(python, ['-m', 'alembic.config', '-c', settings, ...args])
      return stdout
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
