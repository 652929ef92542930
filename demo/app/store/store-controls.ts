import { migrations } from 'limbeck/migrations'
import { byId, element } from '../element.js'
import { listNotes } from '../notes/read-notes.js'
import { hideNotice, showNotice } from '../notice.js'
import type { PageOptions } from '../page-options.js'
import type { Release } from '../releases.js'
import { explainError } from './explain-error.js'
import type { NotebookStore, Opened } from './open-notebook.js'

/** Makes the buttons that put the store back to a release; `done` is called when one did. */
export function storeControls(
  { releases }: PageOptions,
  { SQL, store }: Opened,
  done: (release: Release) => void,
): void {
  const buttons: HTMLButtonElement[] = []
  const putBack = async (open: NotebookStore, release: Release) => {
    const own = ownNotes(open, releases)
    if (own > 0 && !confirm(`Your own ${own === 1 ? 'note' : `${own} notes`} will be replaced. Go on?`)) return
    for (const button of buttons) button.disabled = true
    try {
      const { buildStore } = await import('./build-store.js')
      await open.replace(await buildStore(SQL, migrations, release))
      hideNotice('error')
      done(release)
      offerReload(release)
    } catch (error) {
      showNotice('error', explainError(error), 'bad', [reloadAction('Reload')])
    }
    for (const button of buttons) button.disabled = false
  }
  byId('releases').replaceChildren(
    ...releases.map((release) => {
      const button = element(
        'button',
        {
          type: 'button',
          class: 'small',
          'data-testid': `put-back-${release.name}`,
          'aria-label': `Put the store back to release ${release.name}`,
          title: `${release.summary} (${release.date.slice(0, 4)})`,
          onclick: () => store && void putBack(store, release),
        },
        release.name,
      )
      button.disabled = !store
      buttons.push(button)
      return element('li', {}, button)
    }),
  )
  const copy = byId('download') as HTMLButtonElement
  copy.disabled = !store
  copy.addEventListener('click', () => store && download(store))
}

/** How many notes are none of the samples. */
function ownNotes({ db }: NotebookStore, releases: PageOptions['releases']): number {
  const samples = new Set(releases.flatMap(({ notes }) => notes.map(({ title }) => title)))
  return listNotes(db, '').filter(({ title }) => !samples.has(title)).length
}

function download({ db }: NotebookStore): void {
  const url = URL.createObjectURL(new Blob([db.export().slice()], { type: 'application/vnd.sqlite3' }))
  element('a', { href: url, download: 'field-notes.sqlite' }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function offerReload({ name, notes, summary }: Release): void {
  const text = `${summary} It holds ${notes.length} sample notes of that time. Reload, as on a user’s next visit.`
  const explanation = { title: `The store is back at release ${name}`, text, code: '', details: [] }
  showNotice('put-back', explanation, 'calm', [reloadAction('Reload to upgrade')])
}

/** Loads the page again. */
export const reloadAction = (label: string) => ({ label, testid: 'reload', run: () => location.reload() })
