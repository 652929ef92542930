import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readHeader } from '../../src/scripts/read-header.js'
import { renderTemplate } from '../../src/scripts/render-template.js'
import { template } from '../folder.js'

const values = {
  message: 'add it',
  revision: 'b2',
  downRevision: ['a1'],
  branchLabels: [],
  dependsOn: ['x', "y'z"],
  createDate: '2026-03-04 05:06:07',
}

describe('renderTemplate', () => {
  it('fills the generic template so that it reads as if written by hand', () => {
    assert.equal(
      renderTemplate('script.ts.tmpl', readFileSync(template, 'utf8'), values),
      `/**
 * add it
 *
 * Revision ID: b2
 * Revises: a1
 * Create Date: 2026-03-04 05:06:07
 */
import type { Operations } from 'limbeck/op'

export const revision = 'b2'
export const downRevision = 'a1'
export const branchLabels = null
export const dependsOn = ['x', 'y\\'z']

export function upgrade(op: Operations) {
}

export function downgrade(op: Operations) {
}
`,
    )
  })
  it('is read back as what it was filled with, whatever the message', () => {
    for (const message of ['a */ b', `\${x}`, 'two\nlines', "it's `x`"]) {
      const file = renderTemplate('script.ts.tmpl', readFileSync(template, 'utf8'), { ...values, message })
      const header = readHeader('x.ts', file)
      assert.deepEqual([header.revision, header.downRevision, header.dependsOn], ['b2', ['a1'], ['x', "y'z"]])
      assert.equal(header.message, message.replace('*/', '* /'))
    }
  })
  it('fills an SQL template with bare names', () => {
    const sql = `-- \${message}\n-- revision: \${revision}\n-- revises: \${downRevision}\n-- branch labels: \${branchLabels}\n`
    const filled = renderTemplate('script.sql.tmpl', sql, { ...values, message: 'a\nb', downRevision: ['a', 'b'] })
    assert.equal(filled, '-- a b\n-- revision: b2\n-- revises: a, b\n-- branch labels: none\n')
  })
  it('has one import of limbeck/op, sorted, and code as it was given', () => {
    const upgrades = "  op.execute(`CREATE VIEW v AS  \n\n\n\n  SELECT '{\n\n}' AS x`)\n"
    const filled = renderTemplate('script.ts.tmpl', readFileSync(template, 'utf8'), {
      ...values,
      imports:
        "import { text, column } from 'limbeck/op'\nimport { money } from '../types.js'\nimport {\n  sql,\n} from 'limbeck/op'",
      upgrades,
    })
    assert.match(
      filled,
      /^import \{ column, type Operations, sql, text \} from 'limbeck\/op'\nimport \{ money \} from '\.\.\/types\.js'\n\nexport const revision/m,
    )
    assert.ok(filled.includes(`upgrade(op: Operations) {\n${upgrades}}\n`))
    assert.match(filled, /downgrade\(op: Operations\) \{\n\}\n$/)
    const own = renderTemplate('t.ts.tmpl', `\${imports}\nfoo()\n`, {
      ...values,
      imports: "import { text } from 'limbeck/op'",
    })
    assert.equal(own, "import { text } from 'limbeck/op'\nfoo()\n")
    const many = `import { ${Array.from({ length: 20 }, (_, nth) => `name${nth}`).join(', ')} } from 'limbeck/op'`
    assert.match(
      renderTemplate('t.ts.tmpl', `\${imports}\n`, { ...values, imports: many }),
      /^import \{\n {2}name0,\n[\s\S]*,\n\} from/,
    )
  })
  it('keeps several databases apart, those without code too', () => {
    const text = `a {\n\${upgrades_users}\n}\nb {\n\${upgrades_sales}\n}\n`
    const databases = { users: { upgrades: '  one()\n', downgrades: '' } }
    assert.equal(renderTemplate('t.ts.tmpl', text, { ...values, databases }), 'a {\n  one()\n}\nb {\n}\n')
  })
  it('says that a message is empty, and leaves escaped tokens', () => {
    assert.equal(renderTemplate('t.ts.tmpl', `\${message} \\\${a}`, { ...values, message: '' }), `empty message \${a}`)
  })
  it('refuses a token that is none, with its line', () => {
    assert.throws(() => renderTemplate('t.ts.tmpl', `\n\n\${up_revision}`, values), {
      code: 'invalid-template',
      message: /^t\.ts\.tmpl:3: there is no \$\{up_revision\}: use message, id, revision, /,
    })
  })
})
