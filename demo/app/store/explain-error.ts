import { LimbeckError, MigrationFailedError } from 'limbeck'

/** An error in words for the person whose notebook it is. */
export interface Explanation {
  readonly title: string
  readonly text: string
  readonly code: string
  /** For whoever has to mend it. */
  readonly details: readonly (readonly [name: string, value: string])[]
}

const words: Readonly<Record<string, readonly [title: string, text: string]>> = {
  'migration-failed': [
    'Your notebook could not be upgraded',
    'Nothing in it was changed. You can read it here as it was; writing has to wait for a release that is mended.',
  ],
  'database-ahead': [
    'Your notebook was written by a newer release',
    'This page is an older one, so it leaves the notebook alone. You can read your notes; to write, load the newest page.',
  ],
  'stale-store': [
    'Another tab has upgraded or saved this notebook',
    'Reload to go on. What was typed here and not saved stays on this page only: copy it first.',
  ],
  'not-a-database': [
    'The stored notebook is damaged',
    'What this browser keeps under its name is no database, so nothing was read and nothing was written.',
  ],
  'store-unavailable': [
    'The browser keeps no notebook here',
    'It refuses to open its storage. In a private window, or with site data blocked, nothing can be kept.',
  ],
  'store-full': [
    'The browser’s storage is full',
    'The last change was not saved. Free some space, or delete a long note, and save again.',
  ],
  'concurrent-upgrade': ['Another tab is upgrading this notebook', 'Reload when it has finished.'],
}

/** What an error means, and what can be done about it. */
export function explainError(error: unknown): Explanation {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof LimbeckError)) {
    return { title: 'Something went wrong', text: message, code: 'unexpected', details: [] }
  }
  const [title, text] = words[error.code] ?? ['The notebook could not be opened', message]
  const details: [string, string][] = [['Message', message]]
  if (error instanceof MigrationFailedError) {
    details.unshift(
      ['Revision', error.revision ?? 'none had begun'],
      ['Statement', error.statement ?? 'none: code threw'],
      ['Store', `unchanged, at ${error.rows.join(', ') || 'base'}`],
    )
  }
  return { title, text, code: error.code, details }
}
