import type { Dialect } from '../../dialects/dialect.js'
import { execute } from '../../ops/execute.js'
import type { Routine, Sequence, View } from '../../schema/database.js'
import type { SchemaDiff } from '../compare/diff-schema.js'
import type { Direction } from '../compare/diff-table.js'
import { type Directive, directive, loses, says } from '../directive.js'
import { sayPlace } from '../say-place.js'
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
  const dropVirtual = (name: string, why: string) => run(`DROP TABLE ${dialect.identifier(name)}`, loses(why))
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
      ...virtualTables.removed.map(({ name }) => dropVirtual(name, `the rows of '${name}'.`)),
      ...virtualTables.changed.flatMap(({ from: { name }, to }) => [
        dropVirtual(name, `the rows of '${name}': it is made anew.`),
        run(to.sql),
      ]),
      ...virtualTables.added.map((one) => run(one.sql, ...notRestored(`the rows that '${one.name}' had are`))),
    ],
    owned: owned.map((one: Sequence) => run(ownSequence(one, one.owner, dialect))),
    last: [
      ...dependents.late.flatMap(makeLate),
      ...dependents.madeTriggers.map((one) => run(one.sql)),
      ...dependents.removedRoutines.map(drop),
      ...sequences.removed.map((one) =>
        run(dropSequence(one, dialect), loses(`how far '${sayPlace(one)}' has counted.`)),
      ),
    ],
  }
}

const makeLate = (one: View | Routine): readonly Directive[] =>
  isView(one)
    ? [run(one.sql), ...(one.indexes ?? []).map((index) => directive(makeIndex(index)))]
    : [run(replaceRoutine(one))]
