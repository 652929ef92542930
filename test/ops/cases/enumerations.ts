import { column, enumeration } from 'limbeck/op'
import type { Case } from '../case.js'

const values = "SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum"

export const cases: readonly Case[] = [
  {
    what: 'makes and drops a type',
    only: 'postgresql',
    up: (op) => {
      op.createEnum(enumeration('mood', ['glad', "it's; \\", 'ä']))
      op.createEnum(enumeration('My Mood', [], { schema: 'annex' }))
    },
    shows: [[values, "glad, it's; \\, ä"]],
  },
  {
    what: 'drops a type, and makes it again from what it was',
    only: 'postgresql',
    before: "CREATE TYPE mood AS ENUM ('glad'); CREATE TYPE annex.tone AS ENUM ('low')",
    up: (op) => {
      op.dropEnum(enumeration('mood', ['glad']))
      op.dropEnum(enumeration('tone', ['low'], { schema: 'annex' }), { ifExists: true })
      op.dropEnum('none', { ifExists: true, schema: 'annex' })
    },
    down: (op) => {
      op.createEnum(enumeration('mood', ['glad']))
      op.createEnum(enumeration('tone', ['low'], { schema: 'annex' }))
    },
  },
  {
    what: 'adds values at their place, which can be used after a commit',
    only: 'postgresql',
    before: "CREATE TYPE annex.mood AS ENUM ('b', 'd'); CREATE TABLE t (a annex.mood)",
    up: (op) => {
      op.autocommitBlock(() => {
        op.addEnumValue('mood', 'e', { schema: 'annex' })
        op.addEnumValue('mood', 'a', { schema: 'annex', before: 'b' })
        op.addEnumValue('mood', "it's", { schema: 'annex', after: 'b' })
        op.addEnumValue('mood', 'e', { schema: 'annex', ifNotExists: true })
      })
      op.bulkInsert('t', [{ a: "it's" }])
    },
    down: (op) => {
      op.dropTable('t')
      op.dropEnum('mood', { schema: 'annex' })
      op.createEnum(enumeration('mood', ['b', 'd'], { schema: 'annex' }))
      op.createTable('t', column('a', enumeration('mood', ['b', 'd'], { schema: 'annex', create: false })))
    },
    shows: [
      [values, "a, b, it's, d, e"],
      ['SELECT a FROM t', "it's"],
    ],
  },
  {
    what: 'renames values, and rows follow',
    only: 'postgresql',
    before: "CREATE TYPE mood AS ENUM ('b', 'd'); CREATE TABLE t (a mood); INSERT INTO t VALUES ('b')",
    up: (op) => op.renameEnumValue('mood', 'b', "it's"),
    shows: [
      [values, "it's, d"],
      ['SELECT a FROM t', "it's"],
    ],
  },
  {
    what: 'makes and drops nothing where an enumeration is a CHECK',
    only: 'sqlite',
    up: (op) => {
      op.createEnum(enumeration('mood', ['glad']))
      op.dropEnum('mood')
    },
    down: () => undefined,
    rowsOnly: true,
  },
]
