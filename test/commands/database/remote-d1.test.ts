import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { runCliWith } from '../../cli/run-cli.js'
import { folderWith, revisionText } from '../../folder.js'
import { type StandIn, startStandIn } from '../../runtimes/d1-api/start-stand-in.js'

let standIn: StandIn
before(async () => {
  standIn = await startStandIn(1)
})
after(() => standIn.stop())

const files = {
  'limbeck.config.json': JSON.stringify({
    script: 'limbeck',
    url: 'sqlite:app.db',
    environments: { production: { url: 'd1-http:db-0' } },
  }),
  'limbeck/versions/a.js': revisionText(
    'aaaa',
    null,
    "export const upgrade = (op) => op.execute('CREATE TABLE t (x)')\n",
  ),
}

describe('a D1 database in the cloud', () => {
  it('is upgraded from the command line, which is idempotent, and gates by its exit code', async () => {
    const folder = folderWith(files)
    const variables = {
      CLOUDFLARE_API_BASE_URL: standIn.api,
      CLOUDFLARE_ACCOUNT_ID: standIn.account,
      CLOUDFLARE_API_TOKEN: standIn.token,
    }
    const run = (...argv: readonly string[]) => runCliWith(folder, variables, ...argv)
    assert.deepEqual(await run('current', '--check-heads', '-n', 'production'), {
      code: 255,
      out: '',
      err: 'FAILED: d1-http:db-0 is not at head: it is at base, the heads are aaaa.\n  limbeck plan shows what is missing, limbeck upgrade head runs it.\n',
    })
    const upgraded = { code: 0, out: '', err: 'Running upgrade  -> aaaa, \n' }
    assert.deepEqual(await run('upgrade', 'head', '-n', 'production'), upgraded)
    assert.deepEqual(await run('upgrade', 'head', '-n', 'production'), {
      code: 0,
      out: '',
      err: 'Nothing to do: the database is at aaaa.\n',
    })
    assert.equal((await run('-n', 'production', 'current', '--check-heads')).out, 'aaaa (head)\n')
    assert.ok(standIn.asked.every(({ token }) => token === standIn.token))
  })

  it('fails with what is missing, and prints no token', async () => {
    const run = (variables: Readonly<Record<string, string>>) =>
      runCliWith(folderWith(files), variables, 'upgrade', 'head', '-n', 'production', '--json')
    const none = await run({})
    assert.equal(none.code, 255)
    assert.match(none.err, /d1-http:db-0 needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN in the environment/)
    const wrong = await run({
      CLOUDFLARE_API_BASE_URL: standIn.api,
      CLOUDFLARE_ACCOUNT_ID: standIn.account,
      CLOUDFLARE_API_TOKEN: 'not-the-one',
    })
    assert.equal(wrong.code, 255)
    assert.match(wrong.err, /"code": "access-denied"/)
    assert.ok(!(wrong.out + wrong.err).includes('not-the-one'))
  })
})
