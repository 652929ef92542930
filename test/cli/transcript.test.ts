import { describe, it } from 'node:test'
import { folderWith } from '../folder.js'
import { replay } from './transcript.js'

describe('the session of README.md', () => {
  it('prints what is written there, on the database that init names', () => replay(folderWith()))
})
