import type { DatabaseDifference } from '../commands/autogenerate/differ.js'
import { placeOf, renameFlag } from '../commands/autogenerate/written-rename.js'
import type { Checked } from '../commands/check.js'
import type { WantedRevision } from '../commands/revision.js'
import { LimbeckError } from '../errors.js'
import type { Given } from './command.js'
import { named, project } from './database-commands.js'

// What compares databases with what they shall be like.

/** What of the command line says how to compare. */
const comparing = ({ options }: Given) => ({
  shadow: options.shadow === true,
  renames: Array.isArray(options.rename) ? (options.rename as string[]) : [],
  noRename: options.noRename === true,
})

export async function check(given: Given): Promise<void> {
  const { check } = await import('../commands/check.js')
  const found = await check(await project(given), comparing(given))
  const behind = found.some(({ atHead }) => atHead === false)
  given.print(found, () =>
    found
      .filter(({ atHead }) => !behind || atHead === false)
      .flatMap((one) => linesOf(one).map((line) => named(one, found) + line))
      .join('\n'),
  )
  for (const { difference } of found) if (difference) warn(given, difference)
  if (behind) throw new LimbeckError('not-at-head', 'Target database is not up to date.')
  if (found.some(({ difference }) => !difference)) {
    given.say('There is no target, so the schema itself was not compared.')
  }
  const count = found.reduce((sum, { difference }) => sum + (difference?.differences.length ?? 0), 0)
  if (count > 0) throw new LimbeckError('schema-differs', `New upgrade operations detected: ${count}.`)
}

/** How a database stands: to the revisions, or, where it has them all, to its target. */
function linesOf({ atHead, missing = [], unknown = [], difference }: Checked): readonly string[] {
  if (atHead === false) {
    const lacks = missing.length > 0 && `lacks ${missing.join(', ')}`
    const has = unknown.length > 0 && `has ${unknown.join(', ')}, unknown here`
    return [`The database ${[lacks, has].filter(Boolean).join(' and ') || 'has rows too many'}.`]
  }
  if (!difference) return ['The database has every revision.']
  const { differences } = difference
  return differences.length > 0 ? differences.map(({ message }) => message) : ['No new upgrade operations detected.']
}

/** What getting there may lose, what cannot be compared, and what may be a rename. */
function warn({ say }: Given, difference: DatabaseDifference): void {
  const { losses, warnings, candidates } = difference
  for (const text of [...losses, ...warnings]) say(`${named(difference, [difference])}Warning: ${text}`)
  for (const one of candidates) {
    say(`${named(difference, [difference])}Perhaps ${placeOf(one)} is called ${one.to} now: ${renameFlag(one)}`)
  }
}

/** How many losses of a downgrade are told one by one: most are those of what the upgrade makes. */
const fewLosses = 5

/** What going back loses, and what it does not bring back. */
function warnOfDowngrade({ say }: Given, difference: DatabaseDifference): void {
  const { downgradeLosses: all } = difference
  const few = all.length > fewLosses ? all.slice(0, fewLosses - 1) : all
  const more = all.length - few.length
  const rest = more > 0 ? [`The downgrade loses more: ${more} further comments in the file say what.`] : []
  for (const text of [...few, ...rest]) say(`${named(difference, [difference])}Warning: ${text}`)
}

type Autogenerate = typeof import('../commands/autogenerate/autogenerate.js')['autogenerate']

export async function autogenerate(
  given: Given,
  wanted: WantedRevision,
  report: Parameters<Autogenerate>[3],
): Promise<void> {
  const { autogenerate } = await import('../commands/autogenerate/autogenerate.js')
  const { ask } = given.io
  const question = async (candidate: DatabaseDifference['candidates'][number]) => {
    const { kind, to } = candidate
    const answer = await ask?.(`Is ${to} the new name of ${kind} ${placeOf(candidate)}? [y/N] `)
    return /^\s*y(es)?\s*$/i.test(answer ?? '')
  }
  const options = { ...comparing(given), ask: ask && question }
  const made = await autogenerate(await project(given), wanted, options, report)
  for (const one of made.databases) {
    for (const { message } of one.differences) {
      given.say(`${named(one, made.databases)}Detected ${message.charAt(0).toLowerCase()}${message.slice(1)}`)
    }
    warn(given, one)
    warnOfDowngrade(given, one)
  }
  given.print(made, ({ revisions }) => revisions.map(({ file }) => `Generating ${file} ...  done`).join('\n'))
  if (made.otherHeads.length > 0) {
    const heads = made.otherHeads.join(', ')
    given.say(
      `Warning: it may run before ${heads}, which was compared too: say --depends-on, or merge the heads first.`,
    )
  }
  if (made.revisions.length === 0) given.say('Nothing was to be written.')
}
