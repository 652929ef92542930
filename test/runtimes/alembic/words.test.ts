import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { runCli } from '../../cli/run-cli.js'
import { folderWith, put, revisionText } from '../../folder.js'
import { aptInstall } from '../apt-install.mjs'

const python = '/usr/bin/python3'

/** Runs command lines of the real Alembic, one after the other in one process, and gives what each ended with. */
const program = `
import contextlib, io, json, sys, warnings
from alembic.config import main
warnings.simplefilter('ignore')
ended = []
for argv in json.loads(sys.argv[1]):
    out = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            main(argv)
        except SystemExit as exit:
            code = (exit.code or 0) % 256
    ended.append([code, out.getvalue()])
print(json.dumps(ended))
`

function runAlembic(
  cwd: string,
  lines: readonly (readonly string[])[],
): readonly (readonly [code: number, out: string])[] {
  const there = () => spawnSync(python, ['-c', 'import alembic'], { stdio: 'ignore' }).status === 0
  if (!there()) aptInstall('alembic')
  const printed = execFileSync(python, ['-c', program, JSON.stringify(lines)], { cwd, encoding: 'utf8' })
  return JSON.parse(printed.trim().split('\n').at(-1) as string)
}

/** What neither program changes anything by. */
const lines: readonly string[] = [
  '',
  'nosuch',
  'upgrade',
  'upgrade head head',
  'current --nosuch',
  'merge',
  '-h',
  '--version',
  'upgrade nosuch',
  'upgrade aaaa:bbbb',
  'upgrade +3',
  'upgrade -1',
  'downgrade nosuch',
  'downgrade -1',
  'downgrade +1',
  'downgrade --sql base',
  'history -r x',
  'history -raaaa:bbbb',
  'show nosuch',
  'show base',
  'stamp nosuch',
  'stamp --sql --purge head',
  'merge aaaa',
  'merge aaaa bbbb',
  'edit nosuch',
  'revision -m x --head aaaa',
  'revision --head nosuch',
  'revision --rev-id a-b',
  'revision --sql',
  'revision --autogenerate --sql',
  'revision --autogenerate',
  'init mig',
  'init -t nosuch x',
  'list_templates',
  'heads',
  'branches',
  'current',
  '-n nosuch current',
  '-c nosuch.ini current',
]

/** Errors whose first words are Alembic's own. */
const inItsWords = ['revision --sql', 'revision --autogenerate --sql', 'revision --autogenerate']

describe('command lines beside those of the real Alembic', () => {
  const folder = folderWith()
  const split = (line: string) => line.split(' ').filter((word) => word !== '')
  let ended: readonly (readonly [code: number, out: string])[] = []

  it('are run by it', () => {
    runAlembic(folder, [['init', 'mig']])
    for (const [id, down] of [
      ['aaaa', null],
      ['bbbb', 'aaaa'],
    ] as const) {
      const python = `"""m"""\nrevision = '${id}'\ndown_revision = ${down ? `'${down}'` : 'None'}\ndef upgrade(): pass\ndef downgrade(): pass\n`
      put(join(folder, `mig/versions/${id}.py`), python)
      put(join(folder, `mig/versions/${id}.js`), revisionText(id, down))
    }
    const ini = readFileSync(join(folder, 'alembic.ini'), 'utf8')
    put(join(folder, 'alembic.ini'), ini.replace(/^sqlalchemy\.url = .*$/m, 'sqlalchemy.url = sqlite:///app.db'))
    ended = runAlembic(folder, lines.map(split))
    assert.equal(ended.length, lines.length)
  })
  for (const [nth, line] of lines.entries()) {
    it(`limbeck ${line} ends as alembic ${line}`, async () => {
      const [code, out] = ended[nth] as (typeof ended)[number]
      const named = /^-[nc] /.test(line) ? [] : ['-n', 'alembic', '-c', 'alembic.ini']
      const ran = await runCli(folder, ...(line === '' ? [] : named), ...split(line))
      assert.equal(ran.code, code, `${out}\n${ran.err}`)
      const failed = /FAILED: (.*)/.exec(out)?.[1]
      assert.equal(/^FAILED: /m.test(ran.err), failed !== undefined, ran.err)
      if (inItsWords.includes(line)) {
        const words = (failed as string).replace('revision_environment', 'revisionEnvironment').replace(/\.?$/, '.')
        assert.ok(ran.err.startsWith(`FAILED: ${words}`), `${words}\n${ran.err}`)
      }
    })
  }
  it('have changed nothing', () => {
    assert.ok(!existsSync(join(folder, 'x')))
  })
})
