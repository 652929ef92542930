import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dateParts, fileNameOf, newRevisionId, slugOf } from '../../src/scripts/revision-name.js'

const date = new Date('2026-03-04T05:06:07Z')

describe('the name of a revision', () => {
  it('has an id of twelve hexadecimal digits', () => {
    assert.match(newRevisionId(), /^[0-9a-f]{12}$/)
    assert.equal(new Set(Array.from({ length: 100 }, newRevisionId)).size, 100)
  })
  for (const [message, slug, longest] of [
    ['create user table', 'create_user_table', undefined],
    ['Add: "e-mail" (2)', 'add_e_mail_2', undefined],
    ['Größe ändern', 'größe_ändern', undefined],
    ['', '', undefined],
    ['a message whose words are more than forty characters long', 'a_message_whose_words_are_more_than_', undefined],
    ['oneverylongwordwithoutend', 'onevery_', 7],
    ['one two three', 'one_two_', 8],
    ['one two three', 'one_two_three', 0],
  ] as const) {
    it(`makes '${slug}' of '${message}'${longest === undefined ? '' : ` in ${longest}`}`, () => {
      assert.equal(slugOf(message, longest), slug)
    })
  }
  for (const [template, name] of [
    [undefined, 'ab_add_it'],
    ['%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d%(second).2d-%(rev)s', '2026_03_04_050607-ab'],
    ['%(year)s/%(month)s/%(slug)s', '2026/3/add_it'],
    ['%(epoch)s%%', '1772600767%'],
  ] as const) {
    it(`fills ${template ?? 'the default template'}`, () => {
      const options = { timezone: 'UTC', ...(template && { fileTemplate: template }) }
      assert.equal(fileNameOf('ab', 'add it', date, options), name)
    })
  }
  for (const template of ['%(nonsense)s', '%(text)s', '100%']) {
    it(`refuses ${template}, and says what there is`, () => {
      assert.throws(() => fileNameOf('ab', '', date, { fileTemplate: template }), {
        code: 'invalid-configuration',
        message: /token that is none: use %\(rev\)s, %\(slug\)s, %\(epoch\)s, .*%\(second\)s\./,
      })
    })
  }
  it('tells the time of a zone, with its offset', () => {
    assert.equal(dateParts(date, 'UTC').text, '2026-03-04 05:06:07+00:00')
    assert.equal(dateParts(date, 'Asia/Kolkata').text, '2026-03-04 10:36:07+05:30')
    assert.equal(dateParts(date, 'america/new_york').hour, 0)
  })
  it('tells local time, without one, where no zone is named', () => {
    assert.match(dateParts(date).text, /^2026-03-0[345] \d\d:\d6:07$/)
  })
  it('says which zone there is not', () => {
    assert.throws(() => dateParts(date, 'Mars/Olympus'), {
      code: 'invalid-configuration',
      message: "There is no time zone 'Mars/Olympus'.",
    })
  })
})
