import { LimbeckError } from '../errors.js'

/** What a template of revisions is filled with. */
export interface TemplateValues {
  readonly message: string
  readonly revision: string
  readonly downRevision: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly createDate: string
  /** Lines that import what the code needs. */
  readonly imports?: string
  /** Lines of code, kept as they are. */
  readonly upgrades?: string
  readonly downgrades?: string
  /** The same for each of several databases, by name. */
  readonly databases?: Readonly<Record<string, { readonly upgrades: string; readonly downgrades: string }>>
}

/**
 * Fills a template: `${message}`, `${id}`, `${revision}`, `${downRevision}`, `${branchLabels}`, `${dependsOn}`, `${createDate}`,
 * `${revises}` (the ids, for people), `${imports}`, `${upgrades}` and `${downgrades}`, and of several databases
 * `${upgrades_NAME}`; `\${` is a `${` of the revision's own. In an SQL template names are bare, elsewhere literals. What the
 * template imports from `limbeck/op` and what the code needs is one import. Throws `invalid-template` for anything else, with
 * the line.
 */
export function renderTemplate(file: string, template: string, values: TemplateValues): string {
  const sql = file.replace(/\.tmpl$/, '').endsWith('.sql')
  const names = sql ? bare : literal
  const { imports = '', upgrades = '', downgrades = '', databases = {} } = values
  const { names: needed, others } = splitImports(imports)
  const merged = ownImport.test(template)
  const tokens: Readonly<Record<string, string>> = {
    message: inComment(values.message || 'empty message', sql),
    id: values.revision,
    revision: sql ? values.revision : literal([values.revision]),
    downRevision: names(values.downRevision),
    branchLabels: names(values.branchLabels),
    dependsOn: names(values.dependsOn),
    createDate: values.createDate,
    revises: values.downRevision.join(', '),
    imports: [...(merged || needed.length === 0 ? [] : [importLine(needed)]), ...others].join('\n'),
    upgrades,
    downgrades,
  }
  const code: string[] = []
  /** Code is put in its place at the end: what stands in its texts is not for us to tidy. */
  const keep = (text: string) => (text === '' ? '' : `\0${code.push(text.replace(/\n$/, '')) - 1}\0`)
  const filling = (name: string) => {
    const [, what, database = ''] = /^(upgrades|downgrades)(?:_(.+))?$/.exec(name) ?? []
    if (!what) return tokens[name]
    return keep((database === '' ? tokens[name] : databases[database]?.[what as 'upgrades']) ?? '')
  }
  const filled = template.replace(/(\\?)\$\{([^}\n]*)\}/g, (found, escaped: string, name: string, at: number) => {
    if (escaped) return found.slice(1)
    const value = filling(name.trim())
    if (value !== undefined) return value
    const line = template.slice(0, at).split('\n').length
    const message = `${file}:${line}: there is no \${${name.trim()}}: use ${Object.keys(tokens).join(', ')}, or write \\\${ for text.`
    throw new LimbeckError('invalid-template', message)
  })
  return filled
    .replace(ownImport, (line) => (needed.length > 0 ? importLine([...needed, 'type Operations']) : line))
    .replace(/[ \t]+$/gm, '')
    .replace(/\{\n+\}/g, '{\n}')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\0(\d+)\0/g, (_, at: string) => code[Number(at)] as string)
}

const ownImport = /^import type \{ Operations \} from 'limbeck\/op'$/m

/** What is imported from `limbeck/op`, and the lines of all other imports. */
function splitImports(lines: string): { readonly names: readonly string[]; readonly others: readonly string[] } {
  const names: string[] = []
  const rest = lines.replace(/^import \{([^}]*)\} from 'limbeck\/op'$/gm, (_, list: string) => {
    names.push(...list.split(',').flatMap((name) => name.trim() || []))
    return ''
  })
  return { names, others: rest.split('\n').filter((line) => line !== '') }
}

/** An import of names, sorted as formatters sort them, and broken where it is long. */
function importLine(names: readonly string[]): string {
  const word = (name: string) => name.replace(/^type /, '').toLowerCase()
  const sorted = [...new Set(names)].sort((one, other) => (word(one) < word(other) ? -1 : 1))
  const line = `import { ${sorted.join(', ')} } from 'limbeck/op'`
  return line.length <= 120 ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from 'limbeck/op'`
}

const bare = (names: readonly string[]): string => names.join(', ') || 'none'

function literal(names: readonly string[]): string {
  const texts = names.map((name) => `'${name.replace(/[\\']/g, '\\$&')}'`)
  return texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? 'null')
}

/** A message cannot end the comment that it stands in, nor begin a section. */
const inComment = (message: string, sql: boolean): string =>
  sql ? message.replace(/\s*\n\s*/g, ' ') : message.replaceAll('*/', '* /').replace(/\n/g, '\n * ')
