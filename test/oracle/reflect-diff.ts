import { compareMetadata } from '../../src/autogenerate/compare-metadata.js'
import type { Difference } from '../../src/autogenerate/difference.js'
import type { DatabaseSchema } from '../../src/schema/database.js'
import { applyTo, reflectDb } from '../autogenerate/on-sqlite.js'
import { newDatabase } from '../database.js'
import { readCases } from './cases.js'
import type { Report } from './families.js'
import type { ColumnElement, DiffElement, ReflectDiffCase } from './reflect-diff-case.js'
import { reflectDiffDeviations } from './reflect-diff-deviations.js'

/** Something that Alembic sees and we do not, or something that did not work. */
export interface ReflectDiffDifference {
  readonly case: ReflectDiffCase
  /** What Alembic sees; none where something of ours did not work. */
  readonly element?: DiffElement | ColumnElement
  readonly ours: readonly string[]
  readonly why?: string
}

const options = { engine: 'sqlite', versionTables: ['alembic_version'] }

/** Everything that Alembic sees is seen; what is generated leads to the target, and back, and nothing is left to do. */
export async function checkReflectDiff(folder: string): Promise<Report> {
  const cases = readCases<ReflectDiffCase>(folder, 'reflect-diff')
  const explained = new Map(reflectDiffDeviations.map(({ name }) => [name, 0]))
  const differences: ReflectDiffDifference[] = []
  let asked = 0
  for (const given of cases) {
    const checked = await checkCase(given)
    asked += checked.asked
    for (const difference of checked.differences) {
      const deviation = reflectDiffDeviations.find((one) => one.applies(difference))
      if (deviation) explained.set(deviation.name, (explained.get(deviation.name) ?? 0) + 1)
      else differences.push(difference)
    }
  }
  return { family: 'reflect-diff', cases: cases.length, asked, explained, differences }
}

async function checkCase(given: ReflectDiffCase): Promise<{ asked: number; differences: ReflectDiffDifference[] }> {
  const db = newDatabase(given.database.join(';\n'))
  const wanted = newDatabase(given.target.join(';\n'))
  const [database, target] = [await reflectDb(db), await reflectDb(wanted)]
  const found = compareMetadata(database, target, options)
  const ours = found.differences.map(({ message }) => message)
  const differences: ReflectDiffDifference[] = []
  const elements = (given.expect.diff ?? []).flatMap((one): readonly (DiffElement | ColumnElement)[] =>
    Array.isArray(one[0]) ? (one as readonly ColumnElement[]) : [one as DiffElement],
  )
  for (const element of elements) {
    if (!found.differences.some((one) => isSame(one, element))) differences.push({ case: given, element, ours })
  }
  const fail = (why: string) => differences.push({ case: given, ours, why })
  const left = (from: DatabaseSchema, to: DatabaseSchema, what: string) => {
    const [first] = compareMetadata(from, to, options).differences
    if (first) fail(`${what}: ${first.message}`)
  }
  left(database, database, 'the database differs from itself')
  left(target, target, 'the target differs from itself')
  try {
    await applyTo(
      db,
      found.upgrade.map(({ operation }) => operation),
    )
    left(await reflectDb(db), target, 'after the upgrade')
    await applyTo(
      db,
      found.downgrade.map(({ operation }) => operation),
    )
    left(await reflectDb(db), database, 'after the downgrade')
  } catch (error) {
    fail((error as Error).message)
  }
  db.close()
  wanted.close()
  return { asked: elements.length + 4, differences }
}

/** Whether a difference of ours is one of Alembic's. */
function isSame({ kind, table, name, columns }: Difference, element: DiffElement | ColumnElement): boolean {
  switch (element[0]) {
    case 'add_table':
    case 'remove_table':
      return kind === `${verbOf(element[0])}Table` && table === element[1].name
    case 'add_column':
    case 'remove_column':
      return kind === `${verbOf(element[0])}Column` && table === element[2] && name === element[3].name
    case 'add_index':
    case 'remove_index':
      return kind === `${verbOf(element[0])}Index` && table === element[1].table && name === element[1].name
    case 'add_constraint':
    case 'remove_constraint':
    case 'add_fk':
    case 'remove_fk': {
      const [, { kind: of, table: own, name: called, columns: wanted = [] }] = element
      const words = { unique: 'UniqueConstraint', check: 'CheckConstraint', foreignKey: 'ForeignKey' }[of]
      const isAlike = of === 'check' ? name === called : sorted(columns ?? []) === sorted(wanted)
      return kind === verbOf(element[0]) + words && table === own && isAlike
    }
    default: {
      const words = { modify_nullable: 'Nullable', modify_type: 'Type', modify_default: 'Default' }[element[0]]
      return kind === `change${words}` && table === element[2] && name === element[3]
    }
  }
}

const verbOf = (kind: string): string => kind.split('_')[0] as string
const sorted = (columns: readonly string[]): string => [...columns].sort().join()
