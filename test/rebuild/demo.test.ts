import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { show } from '../../demo/rebuild/show.js'

it('the demo of a rebuild prints what README.md says', async () => {
  const lines: string[] = []
  await show((line) => lines.push(line))
  assert.ok(lines.length > 4)
  assert.ok(readFileSync('README.md', 'utf8').includes(`\`\`\`\n${lines.join('\n')}\n\`\`\``), lines.join('\n'))
})
