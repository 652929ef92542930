import { dirname } from 'node:path'
import { parse } from 'ini'
import type { WriteHook } from '../../scripts/run-hooks.js'
import type { CompileSettings, Settings } from '../config.js'
import { invalid } from './invalid.js'

type Section = Readonly<Record<string, unknown>>

/** What a key of an INI file is among the settings. */
const keys: Readonly<Record<string, keyof Settings>> = {
  script: 'script',
  script_location: 'script',
  versions: 'versions',
  version_locations: 'versions',
  recursive: 'recursive',
  recursive_version_locations: 'recursive',
  url: 'url',
  'sqlalchemy.url': 'url',
  version_table: 'versionTable',
  version_table_schema: 'versionTableSchema',
  file_template: 'fileTemplate',
  timezone: 'timezone',
  truncate_slug_length: 'truncateSlugLength',
  revision_environment: 'revisionEnvironment',
  databases: 'databases',
  target: 'target',
  include_schemas: 'includeSchemas',
  compare_type: 'compareType',
  compare_server_default: 'compareServerDefault',
}

/** Those of `compile`. */
const compileKeys: Readonly<Record<string, keyof CompileSettings>> = {
  compile_engine: 'engine',
  compile_out: 'out',
  compile_types: 'types',
  compile_sqlite_version: 'sqliteVersion',
  compile_baseline: 'baseline',
}

/**
 * Reads a section of an INI file, Alembic's included: `%(here)s` is the file's folder, other `%(name)s` are keys of the
 * section or of `[DEFAULT]`, `%%` is a percent sign. Keys of Alembic's that mean nothing here are passed over; its section
 * means its version table, unless that says another.
 */
export function readIni(file: string, text: string, name: string): Settings {
  const sections = parse(joinLines(text)) as Readonly<Record<string, unknown>>
  const section = sections[name]
  if (typeof section !== 'object' || section === null) {
    const known = Object.keys(sections).filter((key) => typeof sections[key] === 'object' && key !== 'post_write_hooks')
    throw invalid(
      file,
      `there is no section [${name}]; there is ${known.map((one) => `[${one}]`).join(', ') || 'none'}`,
    )
  }
  const values = { here: dirname(file), ...(sections.DEFAULT as Section | undefined), ...(section as Section) }
  const read = (value: unknown) => interpolate(file, values, String(value))
  const settings: Record<string, unknown> = name === 'alembic' ? { versionTable: 'alembic_version' } : {}
  const compile = compileOf(file, section, read)
  if (compile) settings.compile = compile
  for (const [key, value] of Object.entries(section)) {
    if (Object.hasOwn(compileKeys, key)) continue
    const setting = keys[key]
    if (!setting) {
      if (name === 'limbeck')
        throw invalid(
          file,
          `[limbeck] has no key '${key}'; it has ${[keys, compileKeys].flatMap(Object.keys).join(', ')}`,
        )
      continue
    }
    settings[setting] =
      setting === 'databases'
        ? databasesOf(file, read(value), sections, values.here)
        : settingOf(file, setting, key, read(value), values)
  }
  const hooks = sections.post_write_hooks as Section | undefined
  return { ...settings, ...(hooks && { hooks: hooksOf(file, hooks, read) }) }
}

/** A value goes on where the next line is indented. */
const joinLines = (text: string): string => text.replace(/\r/g, '').replace(/([^\n])\n[ \t]+(?=[^\s;#])/g, '$1\t')

function interpolate(file: string, values: Section, text: string, depth = 0): string {
  if (depth > 9) throw invalid(file, `'${text}' refers to itself`)
  return text.replace(/%%|%\((\w[\w.]*)\)s/g, (_, name: string | undefined) => {
    if (name === undefined) return '%'
    if (values[name] === undefined) throw invalid(file, `%(${name})s is not set; for a percent sign write %%`)
    return interpolate(file, values, String(values[name]), depth + 1)
  })
}

const flags: readonly (keyof Settings)[] = [
  'recursive',
  'revisionEnvironment',
  'includeSchemas',
  'compareType',
  'compareServerDefault',
]

function settingOf(file: string, setting: keyof Settings, key: string, text: string, section: Section): unknown {
  if (setting === 'versions') return splitPaths(file, text, section)
  if (setting === 'includeSchemas' && !/^(true|false)$/i.test(text)) {
    return text.split(/[,\s]+/).filter((name) => name !== '')
  }
  if (setting === 'target') {
    const parts = text
      .split(/[,\t]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    return parts.length > 1 ? parts : text
  }
  if (flags.includes(setting)) return readFlag(file, key, text)
  if (setting !== 'truncateSlugLength') return text
  if (/^\d+$/.test(text)) return Number(text)
  throw invalid(file, `'${key}' is '${text}': write a whole number`)
}

function readFlag(file: string, key: string, text: string): boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  throw invalid(file, `'${key}' is '${text}': write true or false`)
}

function compileOf(file: string, section: object, read: (value: unknown) => string): CompileSettings | undefined {
  const found = Object.entries(section).flatMap(([key, value]) => {
    const part = compileKeys[key]
    return part ? [[part, part === 'baseline' ? readFlag(file, key, read(value)) : read(value)]] : []
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

/** Several databases: each name is a section, as in Alembic's multidb. */
function databasesOf(file: string, text: string, sections: Section, here: string): NonNullable<Settings['databases']> {
  const names = text.split(/[,\s]+/).filter((name) => name !== '')
  return Object.fromEntries(
    names.map((name) => {
      const section = { here, ...(sections.DEFAULT as Section | undefined), ...(sections[name] as Section | undefined) }
      const url = (section as Section)['sqlalchemy.url'] ?? (section as Section).url
      if (url === undefined) throw invalid(file, `the database '${name}' needs a section [${name}] with 'url'`)
      const read = (value: unknown) => interpolate(file, section, String(value))
      const compile = compileOf(file, section, read)
      return [name, { url: read(url), ...(compile && { compile }) }]
    }),
  )
}

function splitPaths(file: string, text: string, section: Section): readonly string[] {
  const how = String(section.path_separator ?? section.version_path_separator ?? '')
  const separators: Readonly<Record<string, RegExp>> = {
    '': /[,\s]+/,
    space: / +/,
    newline: /\t+/,
    os: process.platform === 'win32' ? /;/ : /:/,
    ':': /:/,
    ';': /;/,
  }
  const separator = separators[how]
  if (!separator) throw invalid(file, `'path_separator' is '${how}': write space, newline, os, : or ;`)
  return text
    .split(separator)
    .map((path) => path.trim())
    .filter((path) => path !== '')
}

function hooksOf(file: string, section: Section, read: (value: unknown) => string): readonly WriteHook[] {
  const names = read(section.hooks ?? '')
    .split(/[,\s]+/)
    .filter((name) => name !== '')
  return names.map((name) => {
    const value = (key: string) =>
      section[`${name}.${key}`] === undefined ? undefined : read(section[`${name}.${key}`])
    const type = value('type')
    const executable = value('executable') ?? (type === 'console_scripts' ? value('entrypoint') : undefined)
    if (!type) throw invalid(file, `the post-write hook '${name}' needs '${name}.type': exec or npx`)
    if (!['exec', 'npx', 'console_scripts'].includes(type)) {
      throw invalid(file, `the post-write hook '${name}' is of type '${type}': write exec or npx`)
    }
    if (!executable) throw invalid(file, `the post-write hook '${name}' needs '${name}.executable'`)
    const [options, cwd] = [value('options'), value('cwd')]
    const kind = type === 'exec' ? 'exec' : 'npx'
    return { name, type: kind, executable, ...(options && { options }), ...(cwd && { cwd }) }
  })
}
