import type { Operations } from 'limbeck/op'
import type { RevisionModule } from '../../src/index.js'
import { downgradeSql, stampSql, upgradeSql } from '../../src/runner/offline.js'
import { say } from './directives.js'
import type { Checked } from './offline.js'
import type { Directive, ScriptCase } from './offline-case.js'

/** Which of our codes say what Alembic's exception says. */
const codes: Readonly<Record<string, readonly string[]>> = {
  RangeNotAncestorError: ['unreachable-revision', 'invalid-range'],
  ResolutionError: ['unknown-revision'],
  RevisionError: ['ambiguous-walk'],
}

/** What our scripts have beyond Alembic's. */
export const scriptDeviations = [
  {
    name: 'script-guard',
    reason: 'A script begins with a statement that fails unless the database is where it starts.',
  },
  { name: 'script-journal', reason: 'A script writes the journal too, as a run does.' },
  { name: 'script-transaction', reason: 'A script for SQLite is a transaction; Alembic writes none there.' },
]

/**
 * Checks a whole script. Ours has more than Alembic's, and each part is a deviation: what the script fails by on the
 * wrong database (`script-guard`), the journal (`script-journal`), and on SQLite a transaction (`script-transaction`).
 */
export async function checkScript(given: ScriptCase): Promise<Checked> {
  const ours = await write(given).then(
    (text) => ({ text }),
    (error: { code?: string; message: string }) => ({ error: { code: error.code, message: error.message } }),
  )
  const { error } = given.expect
  if ('error' in ours || error) {
    const good = 'error' in ours && codes[error?.class ?? '']?.includes(ours.error.code ?? '') === true
    return { names: [], ours, good }
  }
  const names = new Set<string>()
  const kept = statements(ours.text).filter((block) => {
    const name = deviation(given, block)
    if (name) names.add(name)
    return name === undefined
  })
  const expected = statements(given.expect.text)
  // A script of nothing is nothing.
  const empty = expected.every((block) => /^(BEGIN|COMMIT);$/.test(block)) ? [] : expected
  return { names: [...names], ours, good: JSON.stringify(kept) === JSON.stringify(empty) }
}

function deviation({ dialect }: ScriptCase, block: string): string | undefined {
  if (/^-- Fails unless the database is at |^LOCK TABLE |SELECT NULL WHERE /.test(block)) return 'script-guard'
  if (/limbeck_journal/.test(block)) return 'script-journal'
  if (dialect === 'sqlite' && /^(BEGIN|COMMIT);$/.test(block)) return 'script-transaction'
  return undefined
}

/** A script's blocks, spelled alike: Alembic asks PostgreSQL for the id back, and never makes a table that may be there. */
const statements = (text: string): readonly string[] =>
  text
    .split('\n\n')
    .map((block) => block.replaceAll(/\s+/g, ' ').trim())
    .filter((block) => block !== '')
    .map((block) =>
      block
        .replace(/ RETURNING \S+( \S+)?;$/, ';')
        .replace('CREATE TABLE IF NOT EXISTS', 'CREATE TABLE')
        .replaceAll('( ', '(')
        .replaceAll(' )', ')'),
    )

function write(given: ScriptCase): Promise<string> {
  const { dialect, command, start, target, versionTable = 'alembic_version', versionTableSchema } = given
  const options = {
    engine: dialect,
    versionTable,
    ...(versionTableSchema ? { versionTableSchema } : {}),
    ...(given.transactionPerMigration ? { transaction: 'revision' as const } : {}),
  }
  const range = (to: string) => (start === null ? to : `${start}:${to}`)
  const migrations = given.revisions.map((revision) => moduleOf(given, revision))
  if (command === 'stamp') return stampSql(migrations, [target].flat().map(range), options)
  return (command === 'upgrade' ? upgradeSql : downgradeSql)(migrations, range(target as string), options)
}

function moduleOf(
  { dialect }: ScriptCase,
  { id, down, dependsOn, labels, upgrade = [], downgrade = [] }: ScriptCase['revisions'][number],
): RevisionModule {
  const all =
    (directives: readonly Directive[]) =>
    (op: Operations): void => {
      for (const directive of directives) say(op, directive, dialect)
    }
  return {
    revision: id,
    downRevision: down,
    dependsOn,
    branchLabels: labels,
    upgrade: all(upgrade),
    downgrade: all(downgrade),
  }
}
