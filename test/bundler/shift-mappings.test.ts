import assert from 'node:assert/strict'
import { it } from 'node:test'
import { build } from 'esbuild'
import { type Replaced, shiftMappings } from '../../src/bundler/shift-mappings.js'
import { origin } from './origin.js'

it('a source map goes on leading to where things come from when stretches of its text get longer, or shorter', async () => {
  const names = Array.from({ length: 60 }, (_, nth) => `name${nth}`)
  const source = names.map((name, nth) => `console.log('mark${nth}', function ${name}() {})`).join(';\n\n  ')
  const { outputFiles } = await build({
    stdin: { contents: source, sourcefile: 'source.js' },
    write: false,
    minifyWhitespace: true,
    sourcemap: 'external',
    outdir: 'out',
  })
  const [map = '', code = ''] = outputFiles.map(({ text }) => text)
  const replaced: Replaced[] = []
  const placed = code.replaceAll(/"mark(\d+)"/g, (mark, nth: string, at: number) => {
    const text = `'${'x'.repeat((Number(nth) * 37) % 90)}'`
    replaced.push({ at, before: mark.length, after: text.length })
    return text
  })
  const { mappings, ...rest } = JSON.parse(map) as { readonly mappings: string }
  const shifted = JSON.stringify({ ...rest, mappings: shiftMappings(mappings, code, replaced) })
  for (const name of names) assert.deepEqual(origin(shifted, placed, `${name}()`), origin(map, code, `${name}()`), name)
  assert.notDeepEqual(origin(map, placed, 'name50()'), origin(map, code, 'name50()'))
})
