import type { WantedRevision } from '../commands/revision.js'
import { LimbeckError } from '../errors.js'
import type { Given } from './command.js'
import { colorsFor, revisionBlock, revisionLine } from './format.js'

// The commands that work on files: what each is given becomes a call of a command, and its data a text.

export async function heads({ project, options, print, io }: Given): Promise<void> {
  const { heads } = await import('../commands/heads.js')
  const colors = colorsFor(io.colors)
  const found = await heads(await project(), { resolveDependencies: options.resolveDependencies === true })
  print(found, (entries) =>
    entries
      .map((entry) =>
        options.verbose ? revisionBlock(entry, colors) : revisionLine(entry, colors, { labels: true, tree: false }),
      )
      .join('\n'),
  )
}

export async function branches({ project, options, print, io }: Given): Promise<void> {
  const { branches } = await import('../commands/branches.js')
  const colors = colorsFor(io.colors)
  print(await branches(await project()), (found) =>
    found
      .flatMap(({ branchPoint, next }) => [
        options.verbose ? revisionBlock(branchPoint, colors) : revisionLine(branchPoint, colors, { labels: true }),
        ...next.map((child) => {
          const line = revisionLine(child, colors, { labels: true, message: options.verbose === true })
          return `${' '.repeat(branchPoint.revision.length)} -> ${line}`
        }),
        '',
      ])
      .join('\n'),
  )
}

export async function history({ project, options, print, io }: Given): Promise<void> {
  const { history } = await import('../commands/history.js')
  const colors = colorsFor(io.colors)
  const { revRange: range, indicateCurrent } = options
  const found = await history(await project(), {
    ...(typeof range === 'string' && { range }),
    indicateCurrent: indicateCurrent === true,
  })
  const line = { parents: true, labels: true, message: true }
  print(found, (entries) =>
    entries
      .map((entry) => (options.verbose ? revisionBlock(entry, colors) : revisionLine(entry, colors, line)))
      .join('\n'),
  )
}

export async function show({ project, args, print, io }: Given): Promise<void> {
  const { show } = await import('../commands/show.js')
  const found = await show(await project(), String(args[0]))
  print(found, (entries) => entries.map((entry) => revisionBlock(entry, colorsFor(io.colors))).join('\n'))
}

export async function edit({ project, args, print, io }: Given): Promise<void> {
  const { edit } = await import('../commands/edit.js')
  print(await edit(await project(), String(args[0]), { variables: io.variables }), () => '')
}

export async function graph({ project, options, print }: Given): Promise<void> {
  const [{ graph }, { drawGraph, mermaid }] = await Promise.all([
    import('../commands/graph.js'),
    import('../commands/draw-graph.js'),
  ])
  print(await graph(await project()), options.mermaid ? mermaid : drawGraph)
}

const lists = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : [])

export async function revision(given: Given): Promise<void> {
  const { message, sql, head, splice, branchLabel, versionPath, revId, dependsOn, format } = given.options
  const kind = format === 'ts' || format === 'sql' ? format : undefined
  if (format !== kind) throw new LimbeckError('invalid-argument', `There is no format '${format}': write ts or sql.`)
  const wanted: WantedRevision = {
    ...(typeof message === 'string' && { message }),
    ...(typeof head === 'string' && { head }),
    ...(typeof branchLabel === 'string' && { branchLabels: [branchLabel] }),
    ...(typeof versionPath === 'string' && { versionPath }),
    ...(typeof revId === 'string' && { revision: revId }),
    ...(kind && { format: kind }),
    splice: splice === true,
    sql: sql === true,
    dependsOn: lists(dependsOn),
  }
  if (given.options.autogenerate) {
    return (await import('./autogenerate-commands.js')).autogenerate(given, wanted, reporter(given))
  }
  const alone = (['shadow', 'rename', 'noRename'] as const).find((name) => given.options[name] !== undefined)
  if (alone !== undefined) {
    const flag = alone === 'noRename' ? '--no-rename' : `--${alone}`
    const message = `${flag} says how to compare, and nothing is compared without --autogenerate.`
    throw new LimbeckError('invalid-argument', message)
  }
  const { revision } = await import('../commands/revision.js')
  const written = await revision(await given.project(), wanted, reporter(given))
  const [only] = written
  if (only && written.length === 1) given.print(only, generated)
  else given.print(written, (entries) => entries.map(generated).join('\n'))
  if (!only) given.say('Nothing was to be written.')
}

const generated = ({ file }: { readonly file: string }) => `Generating ${file} ...  done`

export async function merge(given: Given): Promise<void> {
  const { merge } = await import('../commands/merge.js')
  const { message, splice, branchLabel, revId } = given.options
  const written = await merge(
    await given.project(),
    lists(given.args[0]),
    {
      ...(typeof message === 'string' && { message }),
      ...(typeof branchLabel === 'string' && { branchLabels: [branchLabel] }),
      ...(typeof revId === 'string' && { revision: revId }),
      splice: splice === true,
    },
    reporter(given),
  )
  given.print(written, generated)
}

const reporter =
  ({ say }: Given) =>
  ({ kind, name }: { readonly kind: 'generating' | 'hook'; readonly name: string }) => {
    if (kind === 'hook') say(`Running post write hook '${name}' ...`)
  }

export async function init(given: Given): Promise<void> {
  const { init } = await import('../commands/init.js')
  const [directory] = given.args
  const { template } = given.options
  const lines: string[] = []
  const made = await init(typeof directory === 'string' ? directory : undefined, {
    cwd: given.io.cwd,
    ...(typeof template === 'string' && { template }),
    package: given.options.package === true,
    report({ kind, path }) {
      if (kind === 'skipped') lines.push(`File ${path} already exists, skipping`)
      else lines.push(`${kind === 'folder' ? 'Creating directory' : 'Generating'} ${path} ...  done`)
    },
  })
  given.print(made, () => lines.join('\n'))
  if (template === undefined) given.say(`This is ${made.project}: took the template '${made.template}'.`)
  const please = made.configKept
    ? `It needs script: '${made.directory}'.`
    : 'Please edit the url there before going on.'
  given.say(`The configuration is ${made.config}. ${please}`)
  given.say(`In the app:\n${made.lines.map((line) => `  ${line}`).join('\n')}`)
}

export async function listTemplates({ print }: Given): Promise<void> {
  const { listTemplates } = await import('../commands/templates.js')
  print(await listTemplates(), (templates) =>
    [
      'Available templates:',
      '',
      ...templates.map(({ name, summary }) => `${name} - ${summary}`),
      '',
      "Templates are used via the 'init' command, e.g.:",
      '',
      '  limbeck init --template generic ./migrations',
    ].join('\n'),
  )
}
