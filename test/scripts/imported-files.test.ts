import assert from 'node:assert/strict'
import { join, relative } from 'node:path'
import { it } from 'node:test'
import { importedFiles } from '../../src/scripts/imported-files.js'
import { folderWith } from '../folder.js'

it('follows what is imported by a path, and nothing else', () => {
  const folder = folderWith({
    'm/versions/a.ts': `import { a } from '../naming'
import type { Operations } from 'limbeck/op'
import '../effect.js'
export { b } from "../../lib"
const data = await import('../data.json')
const old = require('./old.cjs')
import { later } from '../later'
`,
    'm/naming.ts': "export * from './versions/a.ts'\n",
    'm/effect.ts': '',
    'lib/index.ts': "import { a } from './deep.mjs'\n",
    'lib/deep.mts': '',
    'm/data.json': '{ "from": "./nothing" }',
    'm/versions/old.cjs': '',
    'm/other.ts': '',
  })
  const found = importedFiles([join(folder, 'm/versions/a.ts')]).map((file) =>
    relative(folder, file).replaceAll('\\', '/'),
  )
  assert.deepEqual(found.sort(), [
    'lib/deep.mts',
    'lib/index.ts',
    'm/data.json',
    'm/effect.ts',
    'm/later.ts',
    'm/naming.ts',
    'm/versions/a.ts',
    'm/versions/old.cjs',
  ])
})
