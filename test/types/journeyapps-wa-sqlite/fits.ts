import { Factory } from '@journeyapps/wa-sqlite'
import { waSqlite } from 'limbeck/adapters/wa-sqlite'

/** What the package says of itself is what the adapter takes. */
export const open = async (instance: unknown) => {
  const sqlite3 = Factory(instance)
  return waSqlite(sqlite3, await sqlite3.open_v2('notes.db'), { store: 'notes' })
}
