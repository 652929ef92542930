import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderMigration } from '../../../src/autogenerate/render/render-migration.js'
import { record } from '../../../src/ops/record.js'
import { loadModule } from '../../../src/scripts/load-module.js'
import { renderTemplate } from '../../../src/scripts/render-template.js'
import type { Through } from './check-pair.js'

const template = `import type { Operations } from 'limbeck/op'
\${imports}

export function upgrade(op: Operations) {
\${upgrades}
}

export function downgrade(op: Operations) {
\${downgrades}
}
`

/** The operations that a generated file makes when it is loaded as any revision is. */
export const throughTypeScript: Through = async (comparison, engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-pairs-'))
  try {
    const file = join(folder, 'revision.ts')
    const rendered = renderMigration(comparison, { engine })
    writeFileSync(
      file,
      renderTemplate('script.ts.tmpl', template, {
        ...{ message: '', revision: 'ae10', downRevision: [], branchLabels: [], dependsOn: [], createDate: '' },
        ...rendered,
      }),
    )
    const module = (await loadModule(file)) as Record<'upgrade' | 'downgrade', Parameters<typeof record>[0]>
    return { up: record(module.upgrade) ?? [], down: record(module.downgrade) ?? [] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
