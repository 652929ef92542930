import type { Dialect } from '../../dialects/dialect.js'
import { execute } from '../../ops/execute.js'
import type { Routine, Sequence, View, VirtualTable } from '../../schema/database.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import type { Direction } from '../compare/diff-table.js'
import { type Directive, directive, loses, says } from '../directive.js'
import { sayPlace } from '../say-place.js'
import { foldedIn } from '../sql-text.js'
import { makeIndex } from './alter-table.js'
import { type Dependents, isView } from './dependents.js'
import {
  alterSequence,
  createSequence,
  dropRoutine,
  dropSequence,
  dropTrigger,
  dropView,
  ownSequence,
  replaceRoutine,
} from './object-sql.js'

/** What is done to everything that is no table and no type, around the changes of these. */
export interface ObjectSteps {
  /** Before anything else: what depends on tables goes, and what tables depend on comes. */
  readonly before: readonly Directive[]
  /** Before tables come, and after types have. */
  readonly first: readonly Directive[]
  /** After tables have changed, and before types go. */
  readonly owned: readonly Directive[]
  /** After everything else. */
  readonly last: readonly Directive[]
}

const run = (sql: string, ...notes: Directive['notes']) => directive(execute(sql), ...notes)

export function objectSteps(diff: SchemaDiff, dependents: Dependents, dialect: Dialect, way: Direction): ObjectSteps {
  const { sequences, virtualTables } = diff
  const drop = (one: View | Routine) => {
    const notes = dependents.losesGrants(one) ? [loses(`the privileges on '${sayPlace(one)}': grant them again.`)] : []
    return run(isView(one) ? dropView(one, dialect) : dropRoutine(one, dialect), ...notes)
  }
  const notRestored = (what: string) => (way === 'downgrade' ? [says(`${what} not restored.`)] : [])
  const dropTable = (name: string) => `DROP TABLE ${dialect.identifier(name)}`
  const dropVirtual = (name: string, why: string) => run(dropTable(name), loses(why))
  const fold = foldedIn(dialect)
  const empty = new Set(diff.addedTables.map(({ table }) => fold(table)))
  const indexed = [...virtualTables.added, ...virtualTables.changed.map(({ to }) => to)].filter((one) => {
    const table = tableOf(one)
    return table !== undefined && !empty.has(fold(table))
  })
  const moved = sequences.changed.filter(({ from, to }) => JSON.stringify(from.owner) !== JSON.stringify(to.owner))
  const owned = [...sequences.added, ...moved.map(({ to }) => to)].filter(({ owner }) => owner !== undefined)
  return {
    before: [
      ...dependents.droppedTriggers.map((one) => run(dropTrigger(one, dialect))),
      ...dependents.dropped.map(drop),
      ...sequences.added.map((one) =>
        run(createSequence(one, dialect), ...notRestored(`how far '${sayPlace(one)}' had counted is`)),
      ),
      ...moved.filter(({ from }) => from.owner).map(({ from }) => run(ownSequence(from, undefined, dialect))),
      ...sequences.changed.map(({ to }) => run(alterSequence(to, dialect))),
    ],
    first: [
      ...dependents.replacedRoutines.map(drop),
      ...dependents.earlyRoutines.map((one) => run(replaceRoutine(one))),
      ...virtualTables.removed.map((one) =>
        readsTable(one) ? run(dropTable(one.name)) : dropVirtual(one.name, `the rows of '${one.name}'.`),
      ),
      ...virtualTables.changed.flatMap(({ from, to }) => [
        readsTable(from) && readsTable(to)
          ? run(dropTable(from.name))
          : dropVirtual(from.name, `the rows of '${from.name}': it is made anew.`),
        run(to.sql),
      ]),
      ...virtualTables.added.map((one) =>
        run(one.sql, ...(readsTable(one) ? [] : notRestored(`the rows that '${one.name}' had are`))),
      ),
    ],
    owned: owned.map((one: Sequence) => run(ownSequence(one, one.owner, dialect))),
    last: [
      ...dependents.late.flatMap(makeLate),
      ...indexed.map(({ name }) => {
        const table = dialect.identifier(name)
        return run(`INSERT INTO ${table} (${table}) VALUES ('rebuild')`)
      }),
      ...dependents.madeTriggers.map((one) => run(one.sql)),
      ...dependents.removedRoutines.map(drop),
      ...sequences.removed.map((one) =>
        run(dropSequence(one, dialect), loses(`how far '${sayPlace(one)}' has counted.`)),
      ),
    ],
  }
}

/**
 * The table or view that a full-text index reads its texts from: it is filled from there when it is made, and nothing is lost
 * with it. https://sqlite.org/fts5.html#external_content_tables
 */
function tableOf({ sql }: VirtualTable): string | undefined {
  if (!/\busing\s+fts[45]\s*\(/i.test(sql)) return undefined
  const [, single, double, bare] = /[(,]\s*content\s*=\s*(?:'([^']+)'|"([^"]+)"|([^\s,)'"]+))/i.exec(sql) ?? []
  return single ?? double ?? bare
}

const readsTable = (one: VirtualTable): boolean => tableOf(one) !== undefined

const makeLate = (one: View | Routine): readonly Directive[] =>
  isView(one)
    ? [run(one.sql), ...(one.indexes ?? []).map((index) => directive(makeIndex(index)))]
    : [run(replaceRoutine(one))]
