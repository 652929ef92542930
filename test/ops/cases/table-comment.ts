import type { Case } from '../case.js'

const before = 'CREATE TABLE t (a integer); CREATE TABLE annex.u (a integer)'

export const cases: readonly Case[] = [
  {
    what: 'sets a comment, another one, and takes it away',
    only: 'postgresql',
    before: `${before}; COMMENT ON TABLE annex.u IS 'old'`,
    up: (op) => {
      op.createTableComment('t', "it's \\ new", { existingComment: null })
      op.createTableComment('t', 'newer', { existingComment: "it's \\ new" })
      op.dropTableComment('u', { schema: 'annex', existingComment: 'old' })
    },
    shows: [["SELECT obj_description('t'::regclass), obj_description('annex.u'::regclass)", 'newer|']],
  },
  {
    what: 'says nothing where there is no place for it',
    only: 'sqlite',
    before,
    up: (op) => {
      op.createTableComment('t', 'new', { existingComment: null })
      op.dropTableComment('u', { schema: 'annex', existingComment: 'old' })
    },
    rowsOnly: true,
  },
]
