import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressMark, filesMark, hasMarks, isMark, type OutputFile, placeFiles } from '../../src/bundler/place-files.js'

const file = (fileName: string, facade: string | null, imports: readonly string[] = [], modules = [facade ?? '']) =>
  ({ fileName, facade, imports, modules }) satisfies OutputFile

const graph = '\0limbeck/migrations/-/graph.js'
const files = [
  file('main.js', 'main', ['shared.js']),
  file('chunks/graph-1.js', graph),
  file('chunks/up-2.js', '/app/up', ['chunks/op-3.js', 'shared.js']),
  file('chunks/op-3.js', null, [], ['op']),
  file('shared.js', null, [], ['shared', '/app/down']),
  file('other.js', 'other'),
]
const lazy = new Set([graph, '/app/up', '/app/down'])
const place = (code: string, from = 'main.js') => placeFiles(code, from, files, lazy, '/app').code

describe('the marks of a set', () => {
  it('become the other address of a module, as seen from the file that asks', () => {
    const code = `again ? import(${JSON.stringify(addressMark(graph, '/app'))}) : import('./chunks/graph-1.js')`
    assert.equal(place(code), `again ? import("./chunks/graph-1.js?again="+Date.now()) : import('./chunks/graph-1.js')`)
    assert.match(place(code, 'chunks/up-2.js'), /import\("\.\/graph-1\.js\?again="\+Date\.now\(\)\)/)
    assert.match(place(code, 'a/b/c.js'), /import\("\.\.\/\.\.\/chunks\/graph-1\.js\?again="\+Date\.now\(\)\)/)
  })
  it('become nothing where a module shares its file, or has none', () => {
    assert.equal(place(`import('${addressMark('/app/down', '/app')}')`), 'Promise.reject()')
    assert.equal(place(`import('${addressMark('/app/gone', '/app')}')`), 'Promise.reject()')
  })
  it('are found whatever a minifier made of them', () => {
    for (const code of [
      `import("${addressMark('/app/up', '/app')}")`,
      `import(\`${addressMark('/app/up', '/app')}\`)`,
    ]) {
      assert.equal(place(code), 'import("./chunks/up-2.js?again="+Date.now())')
    }
    assert.equal(
      place(`import(\n  /* @vite-ignore */\n  '${addressMark('/app/up', '/app')}'\n)`),
      'import("./chunks/up-2.js?again="+Date.now())',
    )
    assert.equal(
      place(`f=\`${filesMark}\``),
      `f=${JSON.stringify(['./chunks/graph-1.js', './chunks/op-3.js', './chunks/up-2.js'])}`,
    )
  })
  it('list what is loaded later with all that it takes, and nothing that is there', () => {
    assert.equal(
      place(`'${filesMark}'`, 'other.js'),
      JSON.stringify(['./chunks/graph-1.js', './chunks/op-3.js', './chunks/up-2.js', './shared.js']),
    )
  })
  it('name any id', () => {
    const id = '\0limbeck/migrations/a_b/-/up__c.js'
    const own = file('up.js', id)
    assert.equal(
      placeFiles(`import('${addressMark(id, '/app')}')`, 'main.js', [own], new Set(), '/app').code,
      'import("./up.js?again="+Date.now())',
    )
  })
  it('are told with their places', () => {
    const mark = `import('${addressMark('/app/up', '/app')}')`
    const { code, replaced } = placeFiles(`a(${mark},'${filesMark}')`, 'main.js', files, lazy, '/app')
    const [first, second] = replaced
    assert.deepEqual(first, {
      at: 2,
      before: mark.length,
      after: 'import("./chunks/up-2.js?again="+Date.now())'.length,
    })
    assert.equal(second?.at, 3 + mark.length)
    assert.equal(code.length, 4 + (first?.after ?? 0) + (second?.after ?? 0))
  })
  it('say nothing of where a project lies', () => {
    assert.equal(addressMark('/app/m/versions/a.ts', '/app'), addressMark('/other/m/versions/a.ts', '/other'))
  })
  it('are told from other code', () => {
    assert.ok(hasMarks(`x('${filesMark}')`) && !hasMarks('x()'))
    assert.ok(isMark(addressMark('/a', '/app')) && !isMark('limbeck/migrations'))
  })
})
