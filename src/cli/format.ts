import pc from 'picocolors'
import type { RevisionEntry } from '../commands/revision-entry.js'

/** Colours, or none of them. */
export type Colors = ReturnType<typeof pc.createColors>

export const colorsFor = (enabled: boolean): Colors => pc.createColors(enabled)

/** What a line says of a revision, beside its id. */
export interface LineOptions {
  readonly parents?: boolean
  readonly labels?: boolean
  readonly tree?: boolean
  readonly message?: boolean
}

/** A revision in a line, in Alembic's words: `ae10 (shop) -> b2c3 (till) (head) (mergepoint), join them`. */
export function revisionLine(entry: RevisionEntry, colors: Colors, options: LineOptions = {}): string {
  const { parents, labels, tree = true, message } = options
  const marks = [
    labels && entry.labels.length > 0 && colors.cyan(`(${entry.labels.join(', ')})`),
    headMark(entry) && colors.green(headMark(entry)),
    entry.isCurrent && colors.green('(current)'),
    tree && entry.isBranchPoint && '(branchpoint)',
    tree && entry.isMergePoint && '(mergepoint)',
  ].filter((mark) => typeof mark === 'string' && mark !== '')
  const needs = entry.dependsOn.length > 0 ? ` (${entry.dependsOn.join(', ')})` : ''
  const before = parents ? `${parentsOf(entry)}${needs} -> ` : ''
  const text = [`${before}${colors.yellow(entry.revision)}`, ...marks].join(' ')
  return message ? `${text}, ${entry.message}` : text
}

const parentsOf = ({ downRevision }: RevisionEntry): string => downRevision.join(', ') || '<base>'

function headMark({ isHead, isEffectiveHead }: RevisionEntry): string {
  if (isEffectiveHead) return '(head)'
  return isHead ? '(effective head)' : ''
}

/** Everything about a revision, in Alembic's lines, with an empty one at the end. */
export function revisionBlock(entry: RevisionEntry, colors: Colors): string {
  const marks = [
    entry.isHead && ' (head)',
    entry.isBranchPoint && ' (branchpoint)',
    entry.isMergePoint && ' (mergepoint)',
    entry.isCurrent && ' (current)',
  ].filter(Boolean)
  const fields = [
    `Rev: ${colors.yellow(entry.revision)}${marks.join('')}`,
    `${entry.isMergePoint ? 'Merges' : 'Parent'}: ${parentsOf(entry)}`,
    entry.dependsOn.length > 0 && `Also depends on: ${entry.dependsOn.join(', ')}`,
    entry.isBranchPoint && `Branches into: ${entry.next.join(', ')}`,
    entry.labels.length > 0 && `Branch names: ${entry.labels.join(', ')}`,
    `Path: ${entry.file}`,
  ].filter((field) => typeof field === 'string')
  const doc = entry.doc === '' ? [] : entry.doc.split('\n').map((line) => `    ${line}`)
  return [...fields, '', ...doc, ''].join('\n')
}
