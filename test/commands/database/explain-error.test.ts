import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LimbeckError } from 'limbeck'
import { explainDatabaseError } from '../../../src/commands/database/explain-error.js'
import { openDatabase } from '../../../src/commands/database/open-database.js'

const told = (error: unknown) => explainDatabaseError(error, 'postgresql://u:***@h/d') as Error & { code?: string }

describe('explainDatabaseError', () => {
  it('names a server that does not answer, without its password', async () => {
    const error = await openDatabase('postgresql://u:secret@localhost:1/d', '/').then(
      () => assert.fail('it answered'),
      (cause: unknown) => told(cause),
    )
    assert.equal(error.code, 'database-unreachable')
    assert.match(error.message, /^postgresql:\/\/u:\*\*\*@h\/d cannot be reached: connect ECONNREFUSED/)
    assert.doesNotMatch(JSON.stringify(error.message), /secret/)
  })
  for (const [code, words] of [
    ['28P01', 'password authentication failed for user "u"'],
    ['3D000', 'database "d" does not exist'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND h'],
  ] as const) {
    it(`takes ${code} for a database that cannot be reached`, () => {
      const { message } = told(Object.assign(Error(words), { code }))
      assert.equal(message, `postgresql://u:***@h/d cannot be reached: ${words}.`)
    })
  }
  it('says that a database is locked', () => {
    assert.equal(told(Error('database is locked')).code, 'database-locked')
  })
  it('says that a file is no database', () => {
    assert.equal(told(Error('file is not a database')).message, 'postgresql://u:***@h/d is no SQLite database.')
  })
  it('leaves every other error as it is', () => {
    for (const error of [Error('x'), new LimbeckError('cycle', 'y')]) assert.equal(told(error), error)
  })
})
