import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { folderWith } from '../folder.js'
import { evenings, followSection, sectionOf } from './follow-page.js'

const page = readFileSync('docs/autogenerate.md', 'utf8')

describe('docs/autogenerate.md, followed in an empty folder; npm run reference writes what is printed', () => {
  for (const heading of evenings) {
    it(heading, async () => {
      for (const { what, shown, seen } of await followSection(sectionOf(page, heading), folderWith())) {
        assert.equal(seen, shown, what)
      }
    })
  }
})
