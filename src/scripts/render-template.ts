import { LimbeckError } from '../errors.js'

/** What a template of revisions is filled with. */
export interface TemplateValues {
  readonly message: string
  readonly revision: string
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly createDate: string
  /** Lines of code. */
  readonly imports?: string
  readonly upgrades?: string
  readonly downgrades?: string
}

/**
 * Fills a template: `${message}`, `${id}`, `${revision}`, `${downRevision}`, `${branchLabels}`, `${dependsOn}`, `${createDate}`,
 * `${revises}` (the ids, for people), `${imports}`, `${upgrades}` and `${downgrades}`; `\${` is a `${` of the revision's own. In an SQL template names are bare, elsewhere
 * literals. Throws `invalid-template` for anything else, with the line.
 */
export function renderTemplate(file: string, template: string, values: TemplateValues): string {
  const sql = file.replace(/\.tmpl$/, '').endsWith('.sql')
  const names = sql ? bare : literal
  const tokens: Readonly<Record<string, string>> = {
    message: inComment(values.message || 'empty message', sql),
    id: values.revision,
    revision: sql ? values.revision : literal([values.revision]),
    downRevision: names(values.downRevision),
    branchLabels: names(values.branchLabels),
    dependsOn: names(values.dependsOn),
    createDate: values.createDate,
    revises: values.downRevision.join(', '),
    imports: values.imports ?? '',
    upgrades: values.upgrades ?? '',
    downgrades: values.downgrades ?? '',
  }
  const filled = template.replace(/(\\?)\$\{([^}\n]*)\}/g, (found, escaped: string, name: string, at: number) => {
    if (escaped) return found.slice(1)
    const value = tokens[name.trim()]
    if (value !== undefined) return value
    const line = template.slice(0, at).split('\n').length
    const message = `${file}:${line}: there is no \${${name.trim()}}: use ${Object.keys(tokens).join(', ')}, or write \\\${ for text.`
    throw new LimbeckError('invalid-template', message)
  })
  return filled
    .replace(/[ \t]+$/gm, '')
    .replace(/\{\n+\}/g, '{\n}')
    .replace(/\n{3,}/g, '\n\n')
}

const bare = (names: readonly string[]): string => names.join(', ') || 'none'

function literal(names: readonly string[]): string {
  const texts = names.map((name) => `'${name.replace(/[\\']/g, '\\$&')}'`)
  return texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? 'null')
}

/** A message cannot end the comment that it stands in, nor begin a section. */
const inComment = (message: string, sql: boolean): string =>
  sql ? message.replace(/\s*\n\s*/g, ' ') : message.replaceAll('*/', '* /').replace(/\n/g, '\n * ')
