import { relative } from 'node:path'
import type { Compiled } from '../commands/compile.js'
import { LimbeckError } from '../errors.js'
import type { Given } from './command.js'

// The commands that make revisions into data.

export async function compile(given: Given): Promise<void> {
  const { project, options, print } = given
  const settings = {
    ...(typeof options.out === 'string' && { out: options.out }),
    check: options.check === true,
    ...databaseOf(options),
  }
  if (!options.watch) {
    const { compile } = await import('../commands/compile.js')
    return print(await compile(await project(), settings), (made) => reportOf(made, given))
  }
  if (options.check) {
    throw new LimbeckError('invalid-argument', '--watch writes the file and --check does not: say one of them.')
  }
  const { watch } = await import('../commands/watch.js')
  const { fail } = await import('./main.js')
  await watch(
    await project(),
    {
      onCompiled: (made) => print(made, (one) => reportOf(one, given)),
      onFailed: (error) => fail(error, false, options.json === true, given.io),
    },
    settings,
  )
  given.say('Watching; Ctrl-C ends it.')
  await new Promise(() => undefined)
}

export async function release({ project, options, print, io }: Given): Promise<void> {
  const { release } = await import('../commands/release.js')
  const refreeze = (options.refreeze ?? []) as readonly string[]
  const made = await release(await project(), { refreeze, ...databaseOf(options) })
  for (const { fails } of made) if (fails !== undefined) io.err(`Warning: ${fails}\n`)
  print(made, (released) => {
    const name = (file: string) => relative(io.cwd, file)
    const lines = released.flatMap(({ written, refrozen }) => [
      ...written.map((file) => `Releasing ${name(file)} ...  done`),
      ...refrozen.map(({ file, difference }) => `${difference || `Nothing new in ${name(file)}`}`.trimEnd()),
    ])
    return lines.join('\n') || 'Every revision is released.'
  })
}

const databaseOf = ({ database }: Given['options']): { readonly database?: string } =>
  typeof database === 'string' ? { database } : {}

const reportOf = (made: readonly Compiled[], given: Given): string =>
  made.map((one) => reportOfOne(one, given)).join('\n')

/** What is not compiled, with the reason, and where the rest is. */
function reportOfOne({ file, written, report, noBaseline }: Compiled, { io }: Given): string {
  const programs = report.flatMap(({ revision, direction, kind, reason }) =>
    kind === 'program' ? [`  ${revision} ${direction} stays a program: ${reason}`] : [],
  )
  const count = report.filter(({ kind }) => kind === 'compiled' || kind === 'variants').length
  const directions = `${count} of ${report.length - report.filter(({ kind }) => kind === 'none').length} directions`
  const name = relative(io.cwd, file)
  const replayed = noBaseline === undefined ? [] : [`  no baseline: ${noBaseline}`]
  return [
    ...programs,
    ...replayed,
    `${written ? 'Compiled' : 'Nothing new in'} ${name} ...  ${directions} compiled`,
  ].join('\n')
}
