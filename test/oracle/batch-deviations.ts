import type { BatchDifference } from './batch.js'

/** Where a batch of ours does otherwise than Alembic's, on purpose. Each is a row of docs/coming-from-alembic.md. */
export interface BatchDeviation {
  readonly name: string
  readonly reason: string
  /** Whether the case is of the kind that the deviation is about; looks at the question and Alembic's answer only. */
  applies(difference: BatchDifference): boolean
  /** Whether our answer is the documented one. */
  documented(difference: BatchDifference): boolean
}

const succeeds = ({ ours, lost }: BatchDifference) =>
  lost.length === 0 && ours.length === 1 && (ours[0] as string).startsWith('no error')
const fails = (words: RegExp) => (difference: BatchDifference) =>
  difference.ours.length === 1 && words.test(difference.ours[0] as string)
const errorOf = ({ case: { expect } }: BatchDifference) => expect.error?.class ?? ''
const ops = ({ case: given }: BatchDifference, name: string) => given.ops.filter(({ op }) => op === name)

export const batchDeviations: readonly BatchDeviation[] = [
  {
    name: 'batch-copies-what-sqlite-has',
    reason:
      'The new table is the old text, edited: expressions, generated columns, CHECKs, views and triggers included.',
    applies: (one) => /^(OperationalError|CompileError)$/.test(errorOf(one)),
    documented: succeeds,
  },
  {
    name: 'batch-names-by-convention',
    reason: 'A constraint without a name has the one that the usual convention gives it, whatever options are set.',
    applies: (one) =>
      errorOf(one) === 'InvalidRequestError' ||
      (errorOf(one) === 'ValueError' && ops(one, 'dropConstraint').length > 0),
    documented: succeeds,
  },
  {
    name: 'batch-takes-constraints-without-a-name',
    reason: 'SQLite needs no name for a constraint, and it can be dropped by convention.',
    applies: (one) => one.case.expect.error?.message === 'Constraint must have a name',
    documented: succeeds,
  },
  {
    name: 'batch-sees-what-it-made',
    reason: 'A later directive of a batch knows a column by its new name, and one that an earlier directive added.',
    applies: (one) => /^(KeyError|ValueError)$/.test(errorOf(one)),
    documented: succeeds,
  },
  {
    name: 'batch-copies-for-an-order',
    reason: 'A place for a column, or an order of columns, copies the table without being told to.',
    applies: ({ case: { batch, expect } }) =>
      expect.error?.class === 'CommandError' || (batch.partialReordering !== undefined && !expect.recreated),
    documented: (one) => succeeds(one) || one.ours.every((words) => /^(columns|rows) of/.test(words)),
  },
  {
    name: 'batch-keeps-the-order-it-was-not-told',
    reason: 'Columns that no list names stay where they were, and new ones come last.',
    applies: ({ case: { batch } }) => batch.partialReordering !== undefined,
    documented: ({ ours, case: { batch } }) =>
      ours.every((words) => /^(columns|rows) of/.test(words)) &&
      (batch.partialReordering ?? []).every((list) => {
        const columns = /: ([^;]*);/.exec(ours[0] as string)?.[1]?.split(', ') ?? []
        const places = list.map((name) => columns.indexOf(name))
        return places.every((place, nth) => place >= 0 && (nth === 0 || place > (places[nth - 1] as number)))
      }),
  },
  {
    name: 'batch-knows-the-columns-it-orders',
    reason: 'A name in the order that is no column of the table is an error.',
    applies: ({ case: { batch } }) => (batch.partialReordering ?? []).some((list) => list.includes('zz')),
    documented: fails(/^error: Table '\w+' has no column 'zz'/),
  },
  {
    name: 'batch-reads-the-table-itself',
    reason: "There is no copy_from and no reflect_args: the table's own SQL is what is edited.",
    applies: ({ case: { batch } }) => batch.copyFrom !== undefined || batch.reflectArgs !== undefined,
    documented: ({ lost }) => lost.length === 0,
  },
  {
    name: 'batch-keeps-dates',
    reason: 'Text that becomes a date stays the text that it is: SQLite has no dates, and a cast would leave the year.',
    applies: (one) => ops(one, 'alterColumn').some(({ type }) => type === 'date'),
    documented: ({ ours }) => ours.length === 1 && (ours[0] as string).startsWith('rows of'),
  },
  {
    name: 'batch-keeps-uniqueness',
    reason: 'A cast that makes two values of a unique column the same is refused, for the uniqueness is kept.',
    applies: ({ case: { expect } }) => (expect.lost ?? []).some(({ kind }) => kind === 'unique'),
    documented: fails(/^error: UNIQUE constraint failed/),
  },
  {
    name: 'batch-refuses-a-column-in-use',
    reason: 'An index on a dropped column is named, and nothing is changed.',
    applies: (one) => ops(one, 'dropColumn').length > 0,
    documented: fails(/^error: Column '.*' of '.*' cannot be dropped: index .* needs it/),
  },
  {
    name: 'batch-checks-new-foreign-keys',
    reason: 'A foreign key that rows of the table break is refused, also where SQLite does not enforce it.',
    applies: (one) => ops(one, 'createForeignKey').length > 0,
    documented: fails(/rows of ''t'' refer to rows that are not there/),
  },
  {
    name: 'batch-keeps-without-rowid',
    reason: 'A table WITHOUT ROWID remains one, and the columns of its primary key remain NOT NULL.',
    applies: ({ case: { expect } }) => (expect.lost ?? []).some(({ name }) => name === 'ROWID'),
    documented: fails(/notNull true; Alembic's: false/),
  },
]
