import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readHeader } from '../../src/scripts/read-header.js'

const header = (text: string) => readHeader('a.ts', text)
const minimal = "export const revision = 'a'\nexport const downRevision = null\n"

describe('readHeader', () => {
  it('reads a module with everything', () => {
    const text = `/**
 * create user table
 * with care
 *
 * Revision ID: b2
 */
import { column } from 'limbeck/op'

export const revision: string = 'b2'
export const downRevision = ['a1', "a2"] as const
export const branchLabels: readonly string[] = [
  'shop', // the first
  'till',
]
export const dependsOn = "x1";

export async function upgrade() {}
`
    assert.deepEqual(header(text), {
      revision: 'b2',
      downRevision: ['a1', 'a2'],
      branchLabels: ['shop', 'till'],
      dependsOn: ['x1'],
      message: 'create user table\nwith care',
      doc: 'create user table\nwith care\n\nRevision ID: b2',
    })
  })

  it('takes an exported message before the comment', () => {
    assert.equal(header(`/** one */\n${minimal}export const message = 'two'\n`).message, 'two')
  })

  it('reads absent labels, dependencies and comments as none', () => {
    assert.deepEqual(header(minimal), {
      revision: 'a',
      downRevision: [],
      branchLabels: [],
      dependsOn: [],
      message: '',
      doc: '',
    })
  })

  for (const [what, value, read] of [
    ['escapes', "'a\\u0041\\x42\\n\\''", "aAB\n'"],
    ['templates without parts', '`plain`', 'plain'],
    ['satisfies', "'x' satisfies string", 'x'],
    ['a comment behind', "'x' // why", 'x'],
  ] as const) {
    it(`reads ${what}`, () => {
      assert.equal(header(`${minimal}export const message = ${value}\n`).message, read)
    })
  }

  it('takes no notice of headers in comments and templates', () => {
    const text = `/*\nexport const revision = 'no'\n*/\n${minimal}const t = \`\nexport const revision = 'nor this'\n\`\n`
    assert.equal(header(text).revision, 'a')
  })

  it('reads CRLF and a byte order mark', () => {
    const { revision, message } = header(`\uFEFF/** hello */\n${minimal}`.replaceAll('\n', '\r\n'))
    assert.deepEqual([revision, message], ['a', 'hello'])
  })

  it('reads SQL', () => {
    const sql = '-- find notes\n-- revision: c3\n-- revises: a1, a2\n-- depends on: x\n-- upgrade\nSELECT 1;\n'
    assert.deepEqual(readHeader('c.sql', sql), {
      revision: 'c3',
      downRevision: ['a1', 'a2'],
      branchLabels: [],
      dependsOn: ['x'],
      message: 'find notes',
      doc: 'find notes\nrevision: c3\nrevises: a1, a2\ndepends on: x',
    })
  })

  for (const [what, file, text, words] of [
    ['no revision', 'a.ts', 'const a = 1', /^a\.ts:1: there is no "export const revision/],
    ['no parent', 'a.ts', "export const revision = 'a'", /^a\.ts:1: there is no "export const downRevision/],
    [
      'a computed value',
      'a.ts',
      "\nexport const revision = 'a' + 1",
      /^a\.ts:2: 'revision' must be written out as a str/,
    ],
    ['a name', 'a.ts', `${minimal}export const dependsOn = [other]`, /^a\.ts:3: 'dependsOn' must be written out/],
    ['a template with parts', 'a.ts', `export const revision = \`\${x}\``, /^a\.ts:1: 'revision' must be/],
    ['two of one', 'a.ts', `${minimal}export const revision = 'b'`, /^a\.ts:3: 'revision' is exported twice/],
    ['a list as id', 'a.ts', "export const revision = ['a', 'b']\nexport const downRevision = null", /^a\.ts:1: there/],
    ['SQL without its line', 'a.sql', '-- upgrade\nSELECT 1', /^a\.sql:1: there is no '-- revision:' line/],
  ] as const) {
    it(`refuses ${what}, with file and line`, () => {
      assert.throws(() => readHeader(file, text), { code: 'invalid-revision', message: words })
    })
  }
})
