import { LimbeckError } from '../errors.js'
import type { DatabaseOptions, LimbeckOptions } from './options.js'

type Check = readonly [what: string, is: (value: unknown) => boolean]

const text: Check = ['a text', (value) => typeof value === 'string']
const flag: Check = ['true or false', (value) => typeof value === 'boolean']
const engines = ['sqlite', 'd1', 'durable-object', 'postgresql']

const ofDatabase: Readonly<Record<keyof DatabaseOptions, Check>> = {
  script: text,
  versions: ['a list of texts', (value) => Array.isArray(value) && value.every(text[1])],
  recursive: flag,
  engine: [`one of ${engines.join(', ')}`, (value) => engines.includes(value as string)],
  sqliteVersion: text,
}
const ofAll: Readonly<Record<keyof LimbeckOptions, Check>> = {
  ...ofDatabase,
  config: text,
  databases: ['an object of options by name', isObject],
  chunks: flag,
}

/** Refuses options that there are not: what is misspelt would be compiled without. Throws `invalid-argument`. */
export function checkOptions(options: LimbeckOptions): void {
  check('limbeck()', options, ofAll)
  for (const [name, own] of Object.entries(options.databases ?? {}))
    check(`limbeck(), databases.${name}`, own, ofDatabase)
}

function check(where: string, options: object, checks: Readonly<Record<string, Check>>): void {
  if (!isObject(options)) throw new LimbeckError('invalid-argument', `${where}: the options must be an object.`)
  for (const [name, value] of Object.entries(options)) {
    const one = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (!one) {
      const there = Object.keys(checks).join(', ')
      throw new LimbeckError('invalid-argument', `${where}: '${name}' is no option; there are ${there}.`)
    }
    if (value !== undefined && !one[1](value))
      throw new LimbeckError('invalid-argument', `${where}: '${name}' must be ${one[0]}.`)
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
