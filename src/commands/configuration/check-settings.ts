import type { Config } from '../config.js'
import { invalid } from './invalid.js'

type Check = readonly [what: string, is: (value: unknown) => boolean]

const isText = (value: unknown) => typeof value === 'string'
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const text: Check = ['a text', isText]
const callback: Check = ['a function', (value) => typeof value === 'function']
const flagOrCallback: Check = ['true, false or a function', (value) => ['boolean', 'function'].includes(typeof value)]
const texts: Check = ['a list of texts', (value) => Array.isArray(value) && value.every(isText)]
const flag: Check = ['true or false', (value) => typeof value === 'boolean']

const checks: Readonly<Record<keyof Config, Check>> = {
  script: text,
  versions: texts,
  recursive: flag,
  url: text,
  adapter: ['an adapter, or a function that gives one', (value) => typeof value === 'function' || isObject(value)],
  databases: [
    'an object of { url, compile } by name',
    (value) => isObject(value) && Object.values(value as object).every(isDatabase),
  ],
  versionTable: text,
  versionTableSchema: text,
  fileTemplate: text,
  timezone: text,
  truncateSlugLength: ['a whole number', (value) => Number.isInteger(value) && (value as number) >= 0],
  hooks: [
    'a list of { name, type, executable } or { name, run }',
    (value) => Array.isArray(value) && value.every(isHook),
  ],
  revisionEnvironment: flag,
  compile: ['{ engine, out, types, sqliteVersion, baseline }', isCompile],
  onVersionApply: callback,
  target: ['a file, an address, tables, or a list of them', (value) => isText(value) || typeof value === 'object'],
  namingConvention: ['an object of templates', isObject],
  includeSchemas: ['true, false or a list of texts', (value) => typeof value === 'boolean' || texts[1](value)],
  includeName: callback,
  includeObject: callback,
  compareType: flagOrCallback,
  compareServerDefault: flagOrCallback,
  autogeneratePlugins: texts,
  comparators: [
    'functions, in a list or by name',
    (value) => typeof value === 'object' && Object.values(value ?? []).every((one) => typeof one === 'function'),
  ],
  rewriter: callback,
  renderers: ['an object of functions', isObject],
  renderItem: callback,
  processRevisionDirectives: callback,
  environments: ['an object of settings by name', isObject],
}

const engines = ['sqlite', 'd1', 'durable-object', 'postgresql']

function isDatabase(value: unknown): boolean {
  const { url, compile = {} } = (value ?? {}) as { readonly url?: unknown; readonly compile?: unknown }
  return isText(url) && isCompile(compile)
}

function isCompile(value: unknown): boolean {
  if (!isObject(value)) return false
  const {
    engine = 'sqlite',
    out = '',
    types = '',
    sqliteVersion = '',
    baseline = true,
    ...others
  } = value as Readonly<Record<string, unknown>>
  return (
    engines.includes(engine as string) &&
    [out, types, sqliteVersion].every(isText) &&
    flag[1](baseline) &&
    Object.keys(others).length === 0
  )
}

function isHook(value: unknown): boolean {
  const { name, type, executable, run } = (value ?? {}) as Readonly<Record<string, unknown>>
  return isText(name) && (typeof run === 'function' || ((type === 'exec' || type === 'npx') && isText(executable)))
}

/** Refuses what is no configuration: another kind of value, or a key that there is not. Throws `invalid-configuration`. */
export function checkSettings(file: string, config: unknown, where = 'it'): asserts config is Config {
  if (!isObject(config)) throw invalid(file, `${where} must be an object: export default defineConfig({ … })`)
  for (const [key, value] of Object.entries(config as object)) {
    const check = Object.hasOwn(checks, key) ? checks[key as keyof Config] : undefined
    if (!check || (key === 'environments' && where !== 'it')) {
      throw invalid(file, `'${key}' is no setting; there are ${Object.keys(checks).join(', ')}`)
    }
    if (value !== undefined && !check[1](value)) throw invalid(file, `'${key}' must be ${check[0]}`)
  }
  for (const [name, settings] of Object.entries((config as Config).environments ?? {})) {
    checkSettings(file, settings, `the environment '${name}'`)
  }
}
