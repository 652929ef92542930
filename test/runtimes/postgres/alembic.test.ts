import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Client } from 'pg'
import { main } from '../../../src/cli/main.js'
import { folderWith, put, revisionText } from '../../folder.js'
import { aptInstall } from '../apt-install.mjs'
import { type Cluster, startCluster } from './start-cluster.js'

/** Runs the real Alembic. On Debian and Ubuntu, as root, it and its driver are installed where they are missing. */
function runAlembic(cwd: string, ...argv: readonly string[]): string {
  for (const missing of ['alembic', 'python3-psycopg2']) {
    const { error, status, stdout, stderr } = spawnSync('alembic', argv, { cwd, encoding: 'utf8' })
    if (status === 0) return stdout
    if (!error && !/No module named 'psycopg2'/.test(stderr))
      assert.fail(`alembic ${argv.join(' ')}: ${stdout}${stderr}`)
    aptInstall(error ? missing : 'python3-psycopg2')
  }
  return execFileSync('alembic', argv, { cwd, encoding: 'utf8' })
}

/** One history, twice: as Alembic has it and as Limbeck has it. */
const history: readonly (readonly [id: string, down: readonly string[], message: string, label?: string])[] = [
  ['aaaa', [], 'create user'],
  ['bbbb', ['aaaa'], 'create shop', 'shop'],
  ['cccc', ['aaaa'], 'create till'],
  ['dddd', ['bbbb', 'cccc'], 'shop and till'],
]

function files(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    history.flatMap(([id, down, message, label]) => {
      const list = down.map((one) => `'${one}'`).join(', ')
      const sql = (verb: string) =>
        down.length > 1 ? '' : `${verb} TABLE t_${id}${verb === 'CREATE' ? ' (x int)' : ''}`
      const python = `"""${message}"""
from alembic import op
revision = '${id}'
down_revision = ${down.length > 1 ? `(${list})` : list || 'None'}
branch_labels = ${label ? `'${label}'` : 'None'}
depends_on = None
def upgrade():
    ${sql('CREATE') && `op.execute('${sql('CREATE')}')`}
    pass
def downgrade():
    ${sql('DROP') && `op.execute('${sql('DROP')}')`}
    pass
`
      const more = `export const branchLabels = ${label ? `'${label}'` : null}
export const upgrade = (op) => ${sql('CREATE') ? `op.execute('${sql('CREATE')}')` : 'undefined'}
export const downgrade = (op) => ${sql('DROP') ? `op.execute('${sql('DROP')}')` : 'undefined'}
`
      const ours = `/** ${message} */\n${revisionText(id, null, more).replace('downRevision = null', `downRevision = [${list}]`)}`
      return [
        [`mig/versions/${id}.py`, python],
        [`mig/versions/${id}.js`, ours],
      ]
    }),
  )
}

describe('Limbeck and Alembic on one database', () => {
  let cluster: Cluster
  let client: Client
  const folder = folderWith()
  before(async () => {
    cluster = await startCluster()
    const at = await cluster.database()
    client = new Client(at)
    await client.connect()
    alembic('init', 'mig')
    for (const [path, text] of Object.entries(files())) put(join(folder, path), text)
    const ini = readFileSync(join(folder, 'alembic.ini'), 'utf8')
    const url = `postgresql+psycopg2://postgres@/${at.database}?host=${at.host}`
    put(join(folder, 'alembic.ini'), ini.replace(/^sqlalchemy\.url = .*$/m, `sqlalchemy.url = ${url}`))
  })
  after(async () => {
    await client.end()
    await cluster.stop()
  })

  const alembic = (...argv: readonly string[]) => runAlembic(folder, ...argv)
  const limbeck = async (...argv: readonly string[]) => {
    let [printed, errors] = ['', '']
    const code = await main(['-c', 'alembic.ini', '-n', 'alembic', ...argv], {
      out: (text) => {
        printed += text
      },
      err: (text) => {
        errors += text
      },
      colors: false,
      cwd: folder,
      variables: {},
    })
    assert.equal(code, 0, errors)
    return errors + printed
  }
  const tables = async () =>
    (await client.query("SELECT tablename FROM pg_tables WHERE tablename LIKE 't\\_%' ORDER BY 1")).rows.map(
      ({ tablename }) => tablename,
    )
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => line.trimEnd())

  /** Both say the same of the database and the revisions; where Alembic's order is that of a set, in any order. */
  async function agree(...commands: readonly string[]): Promise<void> {
    assert.deepEqual(lines(await limbeck('history', '-i')), lines(alembic('history', '-i')))
    for (const command of commands) {
      assert.deepEqual(lines(await limbeck(command)).sort(), lines(alembic(command)).sort(), command)
    }
  }

  it('show the same of every revision', async () => {
    await agree('heads', 'branches')
    for (const [id] of history) {
      const fields = (text: string) => lines(text).filter((line) => /^(Rev|Parent|Merges|Branch names):/.test(line))
      assert.deepEqual(fields(await limbeck('show', id)), fields(alembic('show', id)), id)
    }
  })

  it('print the session of README.md', async () => {
    const [, block = ''] =
      /```text\n(\$ limbeck -c alembic\.ini[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
    const shown = block.split(/^\$ /m).slice(1)
    assert.ok(shown.length > 5)
    for (const text of shown) {
      const [line = '', ...printed] = text.trimEnd().split('\n')
      const [program, ...argv] = line.split(' ')
      const seen = program === 'alembic' ? alembic(...argv) : await limbeck(...argv.slice(4))
      assert.deepEqual(seen.trimEnd(), printed.join('\n'), line)
    }
  })
  it('take turns upgrading, stamping and downgrading, and always agree', async () => {
    const turns: readonly (readonly [
      who: 'alembic' | 'limbeck',
      line: readonly string[],
      tables: readonly string[],
    ])[] = [
      ['limbeck', ['upgrade', 'aaaa'], ['t_aaaa']],
      ['alembic', ['upgrade', 'bbbb'], ['t_aaaa', 't_bbbb']],
      ['limbeck', ['upgrade', 'cccc'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['alembic', ['upgrade', 'head'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['limbeck', ['downgrade', 'bbbb'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['alembic', ['downgrade', 'shop@-1'], ['t_aaaa', 't_cccc']],
      ['limbeck', ['upgrade', 'head'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['limbeck', ['stamp', 'aaaa'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['alembic', ['stamp', 'dddd'], ['t_aaaa', 't_bbbb', 't_cccc']],
      ['alembic', ['downgrade', 'aaaa'], ['t_aaaa']],
      ['limbeck', ['downgrade', 'base'], []],
    ]
    for (const [who, line, made] of turns) {
      if (who === 'alembic') alembic(...line)
      else await limbeck(...line)
      assert.deepEqual(await tables(), made, `${who} ${line.join(' ')}`)
      await agree('current')
    }
  })
})
