import type { Dialect } from '../dialects/dialect.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import type { TableAlteration } from '../schema/table-change.js'
import { collectChanges } from './collect-changes.js'
import { copyTables } from './copy-tables.js'
import { type FactsRow, readFacts, tableNamed } from './facts.js'
import { nativeStatements } from './native-statements.js'
import { refuseBroken } from './refuse-broken.js'
import { strictWords } from './strict-words.js'

/** How a table is altered. */
export interface Rebuild {
  readonly statements: readonly string[]
  /** The tables whose rows are copied; none where ALTER TABLE suffices. */
  readonly copies: readonly string[]
}

/**
 * The statements that alter a table of a SQLite database, from the rows of `factsQuery`. They lose nothing that the
 * alteration does not name: a table that ALTER TABLE cannot change is made anew from its own SQL, edited, and copied,
 * together with every table that refers to it where foreign keys are enforced. They are to run in one transaction or
 * batch, and the last of them fail it when anything is missing. Throws `invalid-operation` for names that there are not,
 * `column-in-use`, and `unsupported-operation` for a virtual table, or when `recreate` is `'never'` and it would have to
 * be copied.
 */
export function rebuild(rows: readonly FactsRow[], alteration: TableAlteration, dialect: Dialect): Rebuild {
  const facts = readFacts(rows)
  const { table: name, recreate, schema = 'main' } = alteration
  if (schema !== 'main') {
    const message = `'${schema}.${name}' cannot be made anew: only tables of the database that was opened can.`
    throw new LimbeckError('unsupported-operation', message)
  }
  const table = tableNamed(facts, name)
  if (!table) {
    const isView = facts.objects.some((one) => one.type === 'view' && sameName(one.name, name))
    throw new LimbeckError('invalid-operation', isView ? `'${name}' is a view.` : `There is no table '${name}'.`)
  }
  const changes = collectChanges(table, alteration)
  refuseBroken(changes, facts)
  const { length } = changes.columns
  if (length > (dialect.maxColumns ?? length)) {
    const message = `'${name}' would have ${length} columns; ${dialect.name} takes ${dialect.maxColumns}.`
    throw new LimbeckError('unsupported-operation', message)
  }
  const words = (changes.strict ?? table.strict) ? strictWords(dialect) : dialect
  const native = recreate === 'always' ? undefined : nativeStatements(changes, words)
  if (!native && recreate === 'never') {
    const message = `'${name}' cannot be changed so by ALTER TABLE: it has to be copied, which recreate: 'never' forbids.`
    throw new LimbeckError('unsupported-operation', message)
  }
  return native ? { statements: native, copies: [] } : copyTables(changes, facts, words)
}
