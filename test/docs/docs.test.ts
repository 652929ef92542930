import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from '@babel/parser'
import { doors } from '../doors.js'
import { brokenLinks, namedScripts } from './links.js'

const read = (path: string) => readFileSync(path, 'utf8')
const docs = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))
const pages = ['README.md', 'CONTRIBUTING.md', ...docs].filter(existsSync)
const all = docs.map(read).join('\n')

interface Declaration {
  readonly id?: { readonly name: string } | null
  readonly declarations?: readonly { readonly id: { readonly name: string } }[]
}

/** The names that a door exports. */
const exportsOf = (source: string): readonly string[] =>
  parse(read(source), { sourceType: 'module', plugins: ['typescript'] }).program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return []
    const { id, declarations = [] } = (node.declaration ?? {}) as unknown as Declaration
    const specifiers = node.specifiers as unknown as readonly { readonly exported: { readonly name: string } }[]
    return [id?.name, ...declarations.map((one) => one.id.name), ...specifiers.map((one) => one.exported.name)].filter(
      (name) => name !== undefined,
    )
  })

describe('the documentation', () => {
  it('is there', () => {
    assert.ok(existsSync('README.md') && existsSync('docs/errors.md'))
  })

  it('has a heading or a row in docs/errors.md for every error code, and no heading for another', () => {
    const [, union = ''] = read('src/errors.ts').match(/export type ErrorCode =([^/]*?)\n\n/) ?? []
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code)
    const page = read('docs/errors.md')
    const headings = [...page.matchAll(/^#+ +`([a-z-]+)`/gm)].map(([, code = '']) => code)
    const rows = [...page.matchAll(/^\| *`([a-z-]+)`/gm)].map(([, code = '']) => code)
    assert.ok(codes.length > 0)
    assert.deepEqual({ missing: codes.filter((code) => ![...headings, ...rows].includes(code)) }, { missing: [] })
    assert.deepEqual({ unknown: headings.filter((code) => !codes.includes(code)) }, { unknown: [] })
  })

  for (const { specifier, source } of doors()) {
    it(`mentions everything that ${specifier} exports`, () => {
      const names = exportsOf(source)
      assert.ok(names.length > 0)
      assert.deepEqual(
        names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all)),
        [],
      )
    })
  }

  for (const page of pages) {
    it(`has no broken link in ${page}`, () => {
      assert.deepEqual(brokenLinks(page, read(page)), [])
    })
    it(`names only scripts that there are in ${page}`, () => {
      const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
      assert.deepEqual(
        namedScripts(read(page)).filter((name) => !scripts.includes(name) && name !== 'test:*'),
        [],
      )
    })
  }
})

describe('the check of pages', () => {
  it('finds links that lead nowhere', () => {
    const page = '# A page\n[a](gone.md) [b](errors.ts) [c](#a-page) [d](#none) [e](https://example.org) `[f](x)`'
    assert.deepEqual(brokenLinks('src/page.md', page), ['gone.md', '#none'])
  })
  it('finds the scripts that a page names', () => {
    assert.deepEqual(namedScripts('npm test, `npm start`, npm run test:size, npm install'), [
      'test',
      'start',
      'test:size',
    ])
  })
})
