import type { Copies } from '../commands/plan.js'
import type { Project } from '../commands/project.js'
import type { RunReport } from '../commands/run-report.js'
import type { OnDatabase } from '../commands/through-env.js'
import type { WrittenSql } from '../commands/write-sql.js'
import { LimbeckError } from '../errors.js'
import type { Given } from './command.js'
import { colorsFor, revisionBlock, revisionLine } from './format.js'

// The commands that work on a database: what each is given becomes a call of a command, and its data a text.

export async function current(given: Given): Promise<void> {
  const { current } = await import('../commands/current.js')
  const { options, print, io } = given
  const colors = colorsFor(io.colors)
  print(await current(await project(given), { checkHeads: options.checkHeads === true }), (found) =>
    found
      .flatMap(({ database, revisions, ...on }) => [
        ...(options.verbose ? [`Current revision(s) for ${database}:`] : []),
        ...revisions.map((entry) =>
          options.verbose ? revisionBlock(entry, colors) : named(on, found) + revisionLine(entry, colors),
        ),
      ])
      .join('\n'),
  )
}

export async function upgrade(given: Given): Promise<void> {
  if (given.options.sql) return writeSql(given, ({ upgradeSql }, opened) => upgradeSql(opened, String(given.args[0])))
  const { upgrade } = await import('../commands/upgrade.js')
  tell(given, await upgrade(await project(given), String(given.args[0]), progress(given)))
}

export async function downgrade(given: Given): Promise<void> {
  if (given.options.sql) {
    return writeSql(given, ({ downgradeSql }, opened) => downgradeSql(opened, String(given.args[0])))
  }
  const { downgrade } = await import('../commands/downgrade.js')
  tell(given, await downgrade(await project(given), String(given.args[0]), progress(given)))
}

export async function stamp(given: Given): Promise<void> {
  const targets = given.args[0] as readonly string[]
  if (given.options.sql) {
    if (given.options.purge)
      throw new LimbeckError('invalid-argument', 'What --purge forgets is not known to --sql: leave one out.')
    return writeSql(given, ({ stampSql }, opened) => stampSql(opened, targets))
  }
  const { stamp } = await import('../commands/stamp.js')
  const done = await stamp(await project(given), targets, { purge: given.options.purge === true })
  for (const { from, to, ...on } of done) {
    given.say(`${named(on, done)}Running stamp_revision ${sorted(from)} -> ${sorted(to)}`)
  }
  given.print(done, () => '')
}

type Writers = typeof import('../commands/write-sql.js')

/** SQL goes out as it is; of several databases each has its name above. */
async function writeSql(
  given: Given,
  work: (writers: Writers, opened: Project) => Promise<readonly WrittenSql[]>,
): Promise<void> {
  const written = await work(await import('../commands/write-sql.js'), await given.project())
  if (given.options.json) return given.print(written, () => '')
  for (const { sql, name } of written) given.io.out(name === undefined ? sql : `-- ${name}\n${sql}`)
}

/** Databases give their rows in any order. */
const sorted = (rows: readonly string[]): string => [...rows].sort().join(', ')

export async function ensureVersion(given: Given): Promise<void> {
  if (given.options.sql) return writeSql(given, ({ ensureVersionSql }, opened) => ensureVersionSql(opened))
  const { ensureVersion } = await import('../commands/ensure-version.js')
  given.print(await ensureVersion(await project(given)), () => '')
}

export async function plan(given: Given): Promise<void> {
  const { plan } = await import('../commands/plan.js')
  const [target] = given.args
  const down = given.options.downgrade === true
  const direction = down ? 'downgrade' : 'upgrade'
  if (down && target === undefined)
    throw new LimbeckError('invalid-argument', 'Name what a downgrade is to keep: base, -1, an id.')
  const found = await plan(await project(given), typeof target === 'string' ? target : 'head', { direction })
  const colors = colorsFor(given.io.colors)
  given.print(found, () =>
    found
      .flatMap(({ steps, from, ...on }) =>
        steps.length === 0
          ? [`${named(on, found)}Nothing to do: the database is at ${from.join(', ') || 'base'}.`]
          : steps.flatMap((step) => [
              `${named(on, found)}${step.direction} ${colors.yellow(step.revision)}, ${step.message}`,
              ...copiesOf(step),
            ]),
      )
      .join('\n'),
  )
}

/** What a step of a plan copies, a line for each table. */
const copiesOf = ({ copies, unseen }: Copies): readonly string[] =>
  copies?.map(({ table, rows }) => `    copies ${table}${rows === undefined ? '' : `, about ${rows} rows`}`) ?? [
    `    which tables are copied cannot be told: ${unseen}`,
  ]

/** The project; a password in a file that git has is worth a warning. */
export async function project(given: Given) {
  const opened = await given.project()
  const { passwordWarning } = await import('../commands/password-warning.js')
  const warning = passwordWarning(opened)
  if (warning) given.say(`Warning: ${warning}`)
  return opened
}

/** Each step as it begins. */
const progress = ({ say, io }: Given): RunReport => ({
  onStep({ direction, revision, downRevision, message, name }) {
    const below = downRevision.join(', ')
    const [from, to] = direction === 'downgrade' ? [revision, below] : [below, revision]
    const colors = colorsFor(io.colors)
    say(`${name === undefined ? '' : `[${name}] `}Running ${direction} ${from} -> ${colors.yellow(to)}, ${message}`)
  },
})

type Ran = OnDatabase & { readonly steps: readonly unknown[]; readonly to: readonly string[] }

function tell({ say, print }: Given, done: readonly Ran[]): void {
  for (const { steps, to, ...on } of done) {
    if (steps.length === 0) say(`${named(on, done)}Nothing to do: the database is at ${to.join(', ') || 'base'}.`)
  }
  print(done, () => '')
}

/** Which of several databases a line is about. */
export const named = ({ name }: Pick<OnDatabase, 'name'>, among: readonly unknown[]): string =>
  name !== undefined && among.length > 0 ? `[${name}] ` : ''
