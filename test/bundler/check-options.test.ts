import assert from 'node:assert/strict'
import { it } from 'node:test'
import { limbeck as forEsbuild } from 'limbeck/esbuild'
import { limbeck as forRollup } from 'limbeck/rollup'
import { limbeck as forVite } from 'limbeck/vite'
import { coded } from '../database.js'

for (const [options, words] of [
  [
    { scripts: 'm' },
    /^limbeck\(\): 'scripts' is no option; there are script, versions, recursive, engine, .*chunks\.$/,
  ],
  [{ versions: 'm' }, /^limbeck\(\): 'versions' must be a list of texts\.$/],
  [{ engine: 'mysql' }, /^limbeck\(\): 'engine' must be one of sqlite, d1, durable-object, postgresql\.$/],
  [
    { databases: { users: { chunks: false } } },
    /^limbeck\(\), databases\.users: 'chunks' is no option; there are script/,
  ],
  [{ databases: { users: 'm' } }, /^limbeck\(\), databases\.users: the options must be an object\.$/],
  ['m', /^limbeck\(\): the options must be an object\.$/],
] as const) {
  it(`the plugins refuse ${JSON.stringify(options)}`, () => {
    const refused = coded('invalid-argument', words)
    assert.throws(() => forVite(options as never), refused)
    assert.throws(() => forRollup(options as never), refused)
    assert.throws(() => forEsbuild(options as never).setup({ initialOptions: {} } as never), refused)
  })
}

it('the plugins take options that are undefined', () => {
  forVite({ script: undefined, chunks: undefined } as never)
})
