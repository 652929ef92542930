import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { readScripts, type ScriptOptions } from '../../src/scripts/script-directory.js'
import { type NewRevision, type WriteOptions, writeRevision } from '../../src/scripts/write-revision.js'
import { coded } from '../database.js'
import { folderWith, put, revisionText, template } from '../folder.js'

const script = readFileSync(template, 'utf8')

const sqlScript = `-- \${message}\n-- revision: \${revision}\n-- revises: \${downRevision}\n-- upgrade\n\${upgrades}\n`

/** A directory with a -> b, a -> c, and x with a label. */
const branched = () =>
  folderWith({
    'script.ts.tmpl': script,
    'versions/a.ts': revisionText('aaaa'),
    'versions/b.ts': revisionText('bbbb', 'aaaa'),
    'versions/c.ts': revisionText('cccc', 'aaaa'),
    'versions/x.ts': revisionText('xxxx', null, "export const branchLabels = ['till']"),
  })

const write = (folder: string, wanted: NewRevision, options: WriteOptions = {}, where: ScriptOptions = {}) =>
  writeRevision(readScripts(folder, where), wanted, options)

describe('writeRevision', () => {
  it('writes the first revision, and one after it', async () => {
    const folder = folderWith({ 'script.ts.tmpl': script })
    const first = await write(folder, { message: 'create user table' })
    assert.match(relative(folder, first.file).replaceAll('\\', '/'), /^versions\/[0-9a-f]{12}_create_user_table\.ts$/)
    const second = await write(folder, { revision: 'b2' })
    assert.deepEqual([second.downRevision, second.message], [[first.revision], 'empty message'])
    assert.deepEqual(readScripts(folder).graph.down, readScripts(folder).graph.ids[0] === 'b2' ? [[1], []] : [[], [0]])
  })

  it('writes merges, roots, labels and dependencies', async () => {
    const folder = branched()
    const merge = await write(folder, { head: ['bbbb', 'cccc'], revision: 'mmmm', message: 'mrg' })
    assert.deepEqual(merge.downRevision, ['bbbb', 'cccc'])
    const root = await write(folder, {
      head: 'base',
      branchLabels: ['shop'],
      dependsOn: ['bbb', 'till'],
      revision: 'rrrr',
    })
    const { downRevision, branchLabels, dependsOn } = root
    assert.deepEqual(
      { downRevision, branchLabels, dependsOn },
      { downRevision: [], branchLabels: ['shop'], dependsOn: ['bbbb', 'till'] },
    )
    assert.deepEqual((await write(folder, { head: 'shop@head', revision: 'ssss' })).downRevision, ['rrrr'])
    assert.deepEqual((await write(folder, { head: 'aaaa', splice: true, revision: 'tttt' })).downRevision, ['aaaa'])
  })

  it('writes into folders that the file template names', async () => {
    const folder = folderWith({ 'script.ts.tmpl': script })
    const options = { fileTemplate: '%(year)d/%(month).2d/%(rev)s', timezone: 'UTC', now: new Date('2026-03-04') }
    const { file } = await write(folder, { revision: 'a1' }, options)
    assert.equal(file, join(folder, 'versions/2026/03/a1.ts'))
    assert.match(readFileSync(file, 'utf8'), /Create Date: 2026-03-04 00:00:00\+00:00\n/)
    assert.deepEqual(readScripts(folder, { recursive: true }).graph.ids, ['a1'])
  })

  it('writes SQL where the template is SQL', async () => {
    const folder = folderWith({
      'script.sql.tmpl': sqlScript,
    })
    const { file } = await write(folder, { revision: 'a1', message: 'one', upgrades: 'SELECT 1;' })
    assert.equal(readFileSync(file, 'utf8'), '-- one\n-- revision: a1\n-- revises: none\n-- upgrade\nSELECT 1;\n')
  })

  it('runs hooks on the file before it is read back', async () => {
    const folder = folderWith({ 'script.ts.tmpl': script })
    const hook = { name: 'h', run: (file: string) => put(file, readFileSync(file, 'utf8').replace('one', 'two')) }
    assert.equal((await write(folder, { message: 'one' }, { hooks: [hook] })).message, 'two')
  })

  it('takes the folder of the parent, or the one that is named', async () => {
    const folder = folderWith({ 'script.ts.tmpl': script, 'one/a.ts': revisionText('aaaa') })
    const where = { versions: ['one', 'two'] }
    const file = async (wanted: NewRevision) => relative(folder, (await write(folder, wanted, {}, where)).file)
    assert.equal(await file({ revision: 'b1' }), join('one', 'b1_.ts'))
    assert.equal(await file({ revision: 'c1', versionPath: 'two' }), join('two', 'c1_.ts'))
    assert.equal(await file({ revision: 'd1', versionPath: join(folder, 'two'), head: 'base' }), join('two', 'd1_.ts'))
    await assert.rejects(
      file({ head: 'base' }),
      coded('invalid-argument', /several version locations: say --version-p/),
    )
    await assert.rejects(
      file({ versionPath: 'three', head: 'c1' }),
      coded('invalid-argument', /three is none of the version loc/),
    )
  })

  for (const [what, wanted, code, words] of [
    ['several heads', {}, 'multiple-heads', /bbbb, cccc, xxxx/],
    ['an inner revision', { head: 'aaaa' }, 'not-a-head', /aaaa is not a head.*--splice/],
    ['one revision twice', { head: ['bbbb', 'bbb'] }, 'invalid-argument', /named twice/],
    ['one head twice', { head: ['bbbb', 'bbbb'] }, 'invalid-argument', /named twice/],
    ['an id in use', { head: 'bbbb', revision: 'cccc' }, 'duplicate-revision', /cccc/],
    ['an id that is none', { head: 'bbbb', revision: 'a-b' }, 'invalid-revision', /a-b/],
    ['an id too long', { head: 'bbbb', revision: 'a'.repeat(33) }, 'invalid-revision', /1 to 32/],
    ['a label in use', { head: 'bbbb', branchLabels: ['till'] }, 'duplicate-revision', /till/],
    ['an unknown parent', { head: 'nosuch' }, 'unknown-revision', /nosuch/],
    ['an unknown dependency', { head: 'bbbb', dependsOn: ['nosuch'] }, 'unknown-revision', /nosuch/],
  ] as const) {
    it(`refuses ${what}, and writes nothing`, async () => {
      const folder = branched()
      await assert.rejects(write(folder, wanted), coded(code, words))
      assert.equal(readdirSync(join(folder, 'versions')).length, 4)
    })
  }

  it('refuses a file that is there', async () => {
    const folder = folderWith({ 'script.ts.tmpl': script, 'versions/a1.ts': revisionText('z') })
    await assert.rejects(write(folder, { revision: 'a1' }, { fileTemplate: '%(rev)s' }), coded('file-exists', /a1\.ts/))
  })
  it('says that there is no template, or that it has no labels', async () => {
    await assert.rejects(write(folderWith(), {}), coded('invalid-template', /script\.ts\.tmpl is missing/))
    const folder = folderWith({ 'script.ts.tmpl': script.replace(/.*branchLabels.*\n/, '') })
    await assert.rejects(write(folder, { branchLabels: ['x'] }), coded('invalid-template', /has no branch labels: add/))
    await assert.rejects(
      write(folder, {}, { template: 'no/such' }),
      coded('invalid-template', /no\/such cannot be read/),
    )
  })
})
