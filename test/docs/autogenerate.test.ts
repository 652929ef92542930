import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { folderWith } from '../folder.js'
import { followSection, sectionOf } from './follow-page.js'

const page = readFileSync('docs/autogenerate.md', 'utf8')

describe('docs/autogenerate.md, followed in an empty folder', () => {
  for (const heading of ['An evening with a schema.sql', 'An evening with tables in TypeScript']) {
    it(heading, () => followSection(sectionOf(page, heading), folderWith()))
  }
})
