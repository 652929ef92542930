import type { RevisionModule } from 'limbeck'
import { migrations } from './index.js'

/** Some of the migrations, uncompiled: what a page that poses as another release has. */
export const asTheyAre = (ids: ReadonlySet<string>): readonly (RevisionModule | string)[] =>
  migrations.filter((migration) => ids.has(idOf(migration)))

const idOf = (migration: RevisionModule | string): string =>
  typeof migration === 'string' ? (/^-- revision:\s*(\S+)/m.exec(migration)?.[1] ?? '') : migration.revision
