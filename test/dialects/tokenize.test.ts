import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tokenize } from '../../src/dialects/sqlite/parse/tokenize.js'
import { scan } from '../../src/dialects/sqlite/tokens.js'
import { isCode } from '../../src/dialects/token.js'
import { newDatabase, rows } from '../database.js'

const told = (sql: string) => tokenize(sql).map(({ kind, text }) => `${kind} ${text}`)

describe('tokenize', () => {
  it('takes a number, bytes and quoted text for one token each', () => {
    const numbers = ['1', '1.', '.5', '1.5e3', '2E-7', '0x1F', '1_000.5']
    for (const number of [...numbers, "x'00ff'"]) {
      assert.deepEqual(told(number), [`${number.startsWith('x') ? 'blob' : 'number'} ${number}`])
      const [value] = rows(newDatabase(), `SELECT typeof(${number})`)
      assert.notDeepEqual(value, ['text'])
    }
    assert.deepEqual(told(`'it''s' "a""b" \`c\`\`d\` [e f]`), [
      ...["string 'it''s'", 'name "a""b"', 'name `c``d`', 'name [e f]'],
    ])
  })

  it('leaves out white space and comments, and says where the rest stands', () => {
    const sql = 'a -- b\n/* c */+naïve$1 .d'
    assert.deepEqual(told(sql), ['word a', 'sign +', 'word naïve$1', 'sign .', 'word d'])
    for (const { text, start, end } of tokenize(sql)) assert.equal(sql.slice(start, end), text)
  })

  it('takes any text apart as the pattern of a token does', () => {
    const signs = [...' \t\n\v\f\r\uFEFF()+-*/.,;?$:#@xXeE_aZ09\'"`[]é']
    const texts = fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map((all) => all.join(''))
    fc.assert(
      fc.property(texts, (sql) => {
        const pieces = [...scan(sql)].filter(isCode).map(({ text, start }) => ({ text, start }))
        assert.deepEqual(
          tokenize(sql).map(({ text, start }) => ({ text, start })),
          pieces,
        )
      }),
      { numRuns: 2_000 },
    )
  })
})
