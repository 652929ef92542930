import { directive } from '../../autogenerate/directive.js'
import type { Rewriter } from '../../autogenerate/rewriter.js'
import { dialectOf } from '../../dialects/index.js'
import { execute } from '../../ops/index.js'
import type { DatabaseSchema } from '../../schema/database.js'

/**
 * A rewriter that makes the schemas of PostgreSQL first, into which something is put that nothing of the database lies in.
 * They stay when all of that is taken back: something else may have come to lie there.
 */
export const makeSchemas =
  (from: DatabaseSchema, to: DatabaseSchema): Rewriter =>
  (directives, { direction }) => {
    if (direction === 'downgrade' || directives.length === 0) return directives
    const there = new Set(schemasOf(from))
    const { identifier } = dialectOf('postgresql')
    const missing = [...new Set(schemasOf(to))].filter((name) => !there.has(name))
    const made = missing.map((name) => directive(execute(`CREATE SCHEMA IF NOT EXISTS ${identifier(name)}`)))
    return [...made, ...directives]
  }

const schemasOf = ({ tables, views, routines, enumerations, sequences }: DatabaseSchema): readonly string[] =>
  [...tables.map(({ options }) => options), ...views, ...routines, ...enumerations, ...sequences].flatMap(
    ({ schema }) => schema ?? [],
  )
