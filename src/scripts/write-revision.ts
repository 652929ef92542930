import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { LimbeckError } from '../errors.js'
import { buildGraph } from '../graph/build.js'
import { versionedHeads } from '../graph/identify.js'
import { resolve as resolveTarget, type Target } from '../graph/resolve.js'
import { RevisionError } from '../graph/revision-error.js'
import { readHeader } from './read-header.js'
import { renderTemplate, type TemplateValues } from './render-template.js'
import { hasRevisionIndex, writeRevisionIndex } from './revision-index.js'
import { dateParts, fileNameOf, type NameOptions, newRevisionId } from './revision-name.js'
import { type Report, runHooks, type WriteHook } from './run-hooks.js'
import type { ScriptDirectory, ScriptRevision } from './script-directory.js'
import { writeNewFile } from './write-file.js'

/** A revision to be written. */
export interface NewRevision extends Pick<TemplateValues, 'imports' | 'upgrades' | 'downgrades' | 'databases'> {
  readonly message?: string
  /** What it follows: `head` when not given, `base` for a new root, several for a merge. */
  readonly head?: Target
  /** Whether it may follow a revision that others follow already. */
  readonly splice?: boolean
  readonly branchLabels?: readonly string[]
  readonly dependsOn?: readonly string[]
  /** One of the script directory's folders; that of the revision it follows, when not given. */
  readonly versionPath?: string
  /** Twelve hexadecimal digits when not given. */
  readonly revision?: string
}

/** How new revisions are written. */
export interface WriteOptions extends NameOptions {
  /** The template's file: `script.ts.tmpl` or `script.sql.tmpl` of the script directory when not given. */
  readonly template?: string
  readonly hooks?: readonly WriteHook[]
  readonly now?: Date
  readonly report?: Report
}

/**
 * Writes a new revision and gives it as it was read back. Throws `multiple-heads`, `not-a-head`, `unknown-revision`,
 * `invalid-argument`, `invalid-template`, `write-failed`, `hook-failed`, and what the graph with it would throw; unless it
 * is the hook's, nothing was written.
 */
export async function writeRevision(
  scripts: ScriptDirectory,
  wanted: NewRevision,
  options: WriteOptions = {},
): Promise<ScriptRevision> {
  const now = options.now ?? new Date()
  const message = wanted.message ?? ''
  const down = parentsOf(scripts, wanted)
  const draft = {
    revision: wanted.revision ?? newRevisionId(),
    downRevision: down.map((at) => scripts.graph.ids[at] as string),
    branchLabels: wanted.branchLabels ?? [],
    dependsOn: (wanted.dependsOn ?? []).flatMap((name) => dependencies(scripts, name)),
    message,
    doc: message,
  }
  const template = options.template ?? templateIn(scripts.directory)
  const extension = extname(template.replace(/\.tmpl$/, ''))
  const folder = folderOf(scripts, down, wanted.versionPath)
  const file = join(folder, fileNameOf(draft.revision, message, now, options) + extension)
  buildGraph([...scripts.revisions, { ...draft, file }])
  const createDate = dateParts(now, options.timezone).text
  const text = renderTemplate(template, readTemplate(template), { ...wanted, ...draft, createDate })
  const before = readHeader(file, text)
  if (String(before.branchLabels) !== String(draft.branchLabels)) {
    const what = `${template} has no branch labels: add "export const branchLabels = \${branchLabels}"`
    throw new LimbeckError('invalid-template', `${what}.`)
  }
  options.report?.({ kind: 'generating', name: file })
  writeNewFile(file, text)
  if (hasRevisionIndex(folder)) writeRevisionIndex(folder, scripts.recursive)
  await runHooks(options.hooks ?? [], file, options.report)
  return { ...readHeader(file, readFileSync(file, 'utf8')), file }
}

/** The positions of what a new revision follows. */
function parentsOf(scripts: ScriptDirectory, { head = 'head', splice }: NewRevision): readonly number[] {
  const { graph } = scripts
  const named = typeof head === 'string' ? [head] : head
  const found = named.flatMap((one) => (one === 'head' && graph.ids.length === 0 ? [] : resolveTarget(graph, one)))
  if (new Set(found).size < found.length) {
    throw new LimbeckError('invalid-argument', `The same revision is named twice among ${named.join(', ')}.`)
  }
  const heads = new Set(versionedHeads(graph))
  const inner = found.find((at) => !heads.has(at))
  if (inner !== undefined && !splice) {
    const id = graph.ids[inner] as string
    const message = `${id} is not a head: other revisions follow it. Add --splice to begin a new branch there.`
    throw new RevisionError('not-a-head', message, { argument: id })
  }
  return found
}

/** A dependency by its id, or by the branch label that it was named with. */
function dependencies({ graph }: ScriptDirectory, name: string): readonly string[] {
  if (Object.hasOwn(graph.branches, name)) return [name]
  return resolveTarget(graph, name).map((at) => graph.ids[at] as string)
}

function folderOf(scripts: ScriptDirectory, down: readonly number[], wanted: string | undefined): string {
  const { locations, revisions, directory } = scripts
  if (wanted !== undefined) {
    const found = locations.find((location) => location === resolve(directory, wanted))
    if (found) return found
    const message = `${wanted} is none of the version locations: ${locations.join(', ')}.`
    throw new LimbeckError('invalid-argument', message)
  }
  if (locations.length === 1) return locations[0] as string
  const file = revisions[down[0] ?? -1]?.file
  const own = file && locations.filter((location) => !/^\.\.|^[A-Za-z]:/.test(relative(location, dirname(file)))).pop()
  if (own) return own
  const message = `There are several version locations: say --version-path, one of ${locations.join(', ')}.`
  throw new LimbeckError('invalid-argument', message)
}

/** The template of new revisions in a script directory. Throws `invalid-template` when there is none. */
export function templateIn(directory: string): string {
  const found = ['ts', 'sql', 'js'].map((kind) => join(directory, `script.${kind}.tmpl`)).find(existsSync)
  if (found) return found
  const message = `There is no template of revisions: ${join(directory, 'script.ts.tmpl')} is missing.`
  throw new LimbeckError('invalid-template', message)
}

function readTemplate(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { message } = cause as Error
    throw new LimbeckError('invalid-template', `The template ${file} cannot be read: ${message}.`, cause)
  }
}
