import type { Operations } from 'limbeck/op'
import type { RevisionModule } from '../../src/index.js'
import { downgradeSql, stampSql, upgradeSql } from '../../src/runner/offline.js'
import { say } from './directives.js'
import type { Checked } from './offline.js'
import type { Directive, ScriptCase } from './offline-case.js'
import { untyped } from './offline-deviations.js'

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
  {
    name: 'which-row-moves',
    reason:
      'Where rows of a merge are told apart by order only, another of them may be updated; the rows are the same.',
  },
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
  const expected = statements(given.expect.text).map((block) => {
    if (given.dialect === 'sqlite' || !/^INSERT INTO (?!\S+ \(version_num\))/.test(block)) return block
    names.add('untyped-values')
    return block.replace(/VALUES .*$/s, (values) => untyped(values))
  })
  // A script of nothing is nothing.
  const empty = expected.every((block) => /^(BEGIN|COMMIT);$/.test(block)) ? [] : expected
  const same = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other)
  if (same(kept, empty)) return { names: [...names], ours, good: true }
  names.add('which-row-moves')
  return { names: [...names], ours, good: same(withRows(given, kept), withRows(given, empty)) }
}

/** Blocks with the version rows as they are after each change, in place of the statements that change them. */
function withRows({ start }: ScriptCase, blocks: readonly string[]): readonly string[] {
  const rows = new Set(start === null ? [] : [start])
  const made: string[] = []
  for (const block of blocks) {
    const [, come] = /^INSERT INTO \S+ \(version_num\) VALUES \('(\w+)'\);$/.exec(block) ?? []
    const [, to, from] = /^UPDATE \S+ SET version_num='(\w+)' WHERE \S+ = '(\w+)';$/.exec(block) ?? []
    const [, gone] = /^DELETE FROM \S+ WHERE \S+ = '(\w+)';$/.exec(block) ?? []
    if (gone ?? from) rows.delete((gone ?? from) as string)
    if (come ?? to) rows.add((come ?? to) as string)
    if (!(gone ?? from ?? come ?? to)) made.push(block)
    else if (made.at(-1)?.startsWith('rows: ')) made.pop()
    if (gone ?? from ?? come ?? to) made.push(`rows: ${[...rows].sort()}`)
  }
  return made
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
        .replaceAll(/"([a-z_]+)"/g, '$1')
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
