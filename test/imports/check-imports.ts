import { posix } from 'node:path'
import { type Import, type Module, readModule } from './read-module.js'
import type { Rule } from './table.js'

/** Source files by path from the root of the project. */
export type Sources = Readonly<Record<string, string>>

/** The room that a file stands in. */
export function roomOf(path: string): string {
  const [top = '', second = '', third] = path.replace(/\.ts$/, '').split('/')
  if (top === 'src') return second
  return ['connection', 'conformance'].includes(second) || third !== undefined ? second : 'adapters'
}

/** Everything in the sources that the table, or the style, does not allow; a sentence each. */
export function checkImports(sources: Sources, table: Readonly<Record<string, Rule>>): readonly string[] {
  const wrongs: string[] = []
  const arrows = new Map<string, Set<string>>()
  for (const [path, source] of Object.entries(sources)) {
    const room = roomOf(path)
    const rule = table[room]
    const module = readModule(source)
    if (!rule) wrongs.push(`${path}: the room '${room}' is not in the table`)
    wrongs.push(...style(path, room, module).map((wrong) => `${path}: ${wrong}`))
    for (const one of module.imports) {
      const target = one.specifier?.startsWith('.') ? resolve(path, one.specifier) : undefined
      const to = target && roomOf(target)
      if (target && !(target in sources)) wrongs.push(`${path}: imports ${target}, which is not there`)
      if (to && to !== room) arrows.set(room, (arrows.get(room) ?? new Set()).add(to))
      if (rule && !(target ? arrowAllowed(rule, room, target, one.kind) : packageAllowed(rule, one.specifier))) {
        wrongs.push(`${path}: ${how[one.kind]} ${target ?? one.specifier ?? 'a computed name'}`)
      }
    }
  }
  return [...wrongs, ...cycles(arrows)]
}

const how: Readonly<Record<Import['kind'], string>> = {
  value: 'imports',
  type: 'imports types of',
  lazy: 'imports lazily',
}

const resolve = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')

function arrowAllowed(rule: Rule, room: string, target: string, kind: Import['kind']): boolean {
  const to = roomOf(target)
  if (to === room) return room !== 'adapters'
  const allowed = [...(rule.values ?? []), ...((kind === 'type' ? rule.types : kind === 'lazy' ? rule.lazy : []) ?? [])]
  return allowed.includes(to) || allowed.includes(target.replace(/^src\/|\.ts$/g, ''))
}

function packageAllowed(rule: Rule, specifier: string | undefined): boolean {
  return rule.node === true || (specifier !== undefined && (rule.packages ?? []).includes(specifier))
}

const drawers = /^(utils?|helpers?|common|misc|types?|base|manager)$/
const transactionSql =
  /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b|^\s*(begin|commit|rollback)\s+(immediate|exclusive|deferred|transaction|work|to)\b/

const namesTransactions = [
  // A script is run by somebody else: its transactions are part of its text.
  'src/runner/offline-script.ts',
  // To roll back is one of the things that SQLite does with a row that breaks a constraint.
  'src/schema/constraint.ts',
  'src/dialects/sqlite/conflict.ts',
]

function style(path: string, room: string, module: Module): readonly string[] {
  const mayBegin = path.startsWith('adapters/') || namesTransactions.includes(path)
  return [
    module.exportsAll && 'has `export *`',
    module.exportsDefault && 'has a default export',
    path.split('/').some((part) => drawers.test(part.replace(/\.ts$/, ''))) && 'is named like a drawer',
    !mayBegin && module.texts.some((text) => transactionSql.test(text)) && `opens or ends a transaction in ${room}`,
  ].filter((wrong) => wrong !== false)
}

function cycles(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (room: string, path: readonly string[]) => {
    if (path.includes(room)) found.push(`rooms in a cycle: ${[...path.slice(path.indexOf(room)), room].join(' -> ')}`)
    if (path.includes(room) || done.has(room)) return
    for (const next of arrows.get(room) ?? []) visit(next, [...path, room])
    done.add(room)
  }
  for (const room of arrows.keys()) visit(room, [])
  return found
}
