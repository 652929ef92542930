import type { Place } from './place.js'
import { sqliteWasmPlaces } from './sqlite-wasm.js'
import { waSqlitePlaces } from './wa-sqlite.js'

/** Every place for a SQLite store that writes to storage by itself, and those in memory. */
export const places: readonly Place[] = [...waSqlitePlaces, ...sqliteWasmPlaces]

/** A place by its adapter and its name: `'sqlite-wasm opfs'`. */
export function placeOf(name: string): Place {
  const found = places.find((place) => `${place.adapter} ${place.name}` === name)
  if (!found) throw new Error(`There is no place ${name}.`)
  return found
}
