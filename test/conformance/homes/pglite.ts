import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Report } from 'limbeck/conformance'
import { examinePGlite } from '../pglite-home.js'

/** PGlite in Node. In pages it is among the browsers. */
export async function* reports(): AsyncGenerator<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-pglite-'))
  try {
    yield await examinePGlite({ home: 'Node, files', start: (name) => PGlite.create(join(folder, name)) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
