import { type CompareOptions, type Comparison, compareMetadata } from 'limbeck/autogenerate'
import type { Operation } from 'limbeck/op'
import { renderOperations } from '../../src/ops/render/render-operations.js'
import type { DatabaseSchema } from '../../src/schema/database.js'
import { newDatabase } from '../database.js'
import { reflectDb } from './on-sqlite.js'

/** The schema that a script makes in SQLite. */
export async function schemaOf(script: string): Promise<DatabaseSchema> {
  const db = newDatabase(script)
  try {
    return await reflectDb(db)
  } finally {
    db.close()
  }
}

/** What differs between the schemas of two scripts. */
export const compare = async (
  database: string,
  target: string,
  options: Omit<CompareOptions, 'engine'> = {},
): Promise<Comparison> =>
  compareMetadata(await schemaOf(database), await schemaOf(target), { engine: 'sqlite', ...options })

/** The directives as they are written, a line each where they fit. */
export const written = (directives: readonly { readonly operation: Operation }[]): string =>
  renderOperations(
    directives.map(({ operation }) => operation),
    { indent: 0 },
  ).code

export const messages = ({ differences }: Comparison): readonly string[] => differences.map(({ message }) => message)
