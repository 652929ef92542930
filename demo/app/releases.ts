import type { Database } from 'sql.js'
import { notesOf2021 } from './samples/notes-of-2021.js'
import { notesOf2022 } from './samples/notes-of-2022.js'
import { notesOf2023 } from './samples/notes-of-2023.js'
import { notesOf2024 } from './samples/notes-of-2024.js'
import { notesOf2025 } from './samples/notes-of-2025.js'
import type { SampleNote } from './samples/sample-note.js'
import { seed1, seed2, seed3, seed5 } from './samples/seed.js'

/** A release of the app, with the schema that it wants and a sample notebook of its time. */
export interface Release {
  readonly name: string
  readonly date: string
  readonly heads: readonly string[]
  readonly summary: string
  readonly notes: readonly SampleNote[]
  /** Writes `notes` into a database that is at `heads`. */
  seed(db: Database, notes: readonly SampleNote[]): void
}

const until2022 = [...notesOf2021, ...notesOf2022]
const until2023 = [...until2022, ...notesOf2023]
const until2024 = [...until2023, ...notesOf2024]
const until2025 = [...until2024, ...notesOf2025]

/** Every release there was, oldest first. */
export const releases: readonly Release[] = [
  {
    name: '1.0',
    date: '2021-03-20',
    heads: ['d5f3f3017d50'],
    summary: 'Notes with a place and a time.',
    notes: notesOf2021,
    seed: seed1,
  },
  {
    name: '2.0',
    date: '2022-02-12',
    heads: ['c729e77aa243'],
    summary: 'Tags of their own, and the weather.',
    notes: until2022,
    seed: seed2,
  },
  {
    name: '3.0',
    date: '2023-03-04',
    heads: ['5bf8dc26280c', 'be871c76788b'],
    summary: 'Full-text search and attachments, made side by side.',
    notes: until2023,
    seed: seed3,
  },
  {
    name: '4.0',
    date: '2024-05-18',
    heads: ['d52ea25313f9'],
    summary: 'Tag names without doubles.',
    notes: until2024,
    seed: seed3,
  },
  {
    name: '5.0',
    date: '2025-06-01',
    heads: ['8fe01644cf68'],
    summary: 'Pinned notes, temperatures, stricter attachments.',
    notes: until2025,
    seed: seed5,
  },
]
