import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { reflect } from 'limbeck/reflect'
import type { Database } from 'sql.js'
import type { Operation } from '../../src/ops/operation.js'
import type { DatabaseSchema } from '../../src/schema/database.js'

/** Runs operations as the runner does, and takes its tables away. */
export async function applyTo(db: Database, operations: readonly Operation[]): Promise<void> {
  const upgradeTo = (op: Operations) => operations.forEach(op.invoke)
  await upgrade(sqlJs(db), [{ revision: 'ae10', downRevision: null, upgrade: upgradeTo }], 'head')
  db.exec('DROP TABLE limbeck_version; DROP TABLE limbeck_journal')
}

export const reflectDb = (db: Database): Promise<DatabaseSchema> => reflect(sqlJs(db))
