import { StaleStoreError } from 'limbeck'
import { byId, element } from '../element.js'
import { explainError } from '../store/explain-error.js'
import type { NotebookStore } from '../store/open-notebook.js'
import type { Draft, Note } from './note.js'
import { noteForm } from './note-form.js'
import { noteList } from './note-list.js'
import { noteSheet } from './note-sheet.js'
import { listNotes, readNote } from './read-notes.js'
import { saveStatus } from './save-status.js'
import { shapeOf } from './shape.js'
import { deleteNote, writeNote } from './write-notes.js'

/** The notes of a store on the page. */
export interface NotebookView {
  /** Draws everything anew from the store. */
  show(): void
  /** From now on nothing new can be begun; a form that is open keeps what was typed. */
  lock(): void
}

/** Wires the list, the search and the sheet to a store; `editable` says whether writing is offered at all. */
export function notebookView(store: NotebookStore, editable: boolean): NotebookView {
  const search = byId('search') as HTMLInputElement
  const add = byId('new-note') as HTMLButtonElement
  const sheet = byId('sheet')
  let form: HTMLFormElement | undefined
  let before = ''

  // The note that the address names; where there is room for both, the list's first one stands in for it.
  let open = noteIn(location.hash)
  const drawList = () => {
    const found = listNotes(store.db, search.value)
    byId('notes').replaceChildren(...noteList(found, shown()))
    const none = search.value.trim() === '' ? 'No notes yet.' : `Nothing found for “${search.value.trim()}”.`
    byId('note-count').textContent =
      found.length > 0 ? `${found.length} ${found.length === 1 ? 'note' : 'notes'}` : none
  }
  const shown = () => open ?? listNotes(store.db, search.value)[0]?.id
  const drawSheet = () => {
    form = undefined
    const id = shown()
    const note = id === undefined ? undefined : readNote(store.db, id)
    document.body.dataset.view = note && open !== undefined ? 'note' : 'list'
    sheet.replaceChildren(
      ...(note ? noteSheet(note, editable, actionsOf(note)) : [placeholder(editable, search.value.trim() === '')]),
    )
  }
  const show = () => {
    add.disabled = !editable
    drawList()
    drawSheet()
  }
  const actionsOf = (note: Note) => ({
    edit: () => write(note),
    remove: () => {
      deleteNote(store.db, note.id)
      go('')
      void keep()
    },
    search: (words: string) => {
      search.value = words
      drawList()
      document.body.dataset.view = 'list'
      search.focus()
    },
  })
  const go = (hash: string) => {
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`)
    open = noteIn(hash)
    show()
  }
  /** Saves what is in memory; gives the error. */
  const keep = async (): Promise<unknown> => {
    saveStatus.saving()
    try {
      await store.save()
      saveStatus.saved()
      return undefined
    } catch (error) {
      saveStatus.failed(error, error instanceof StaleStoreError ? undefined : () => void keep())
      return error
    }
  }
  const write = (note: Note | undefined) => {
    form = noteForm(note, shapeOf(store.db), {
      cancel: drawSheet,
      async save(draft: Draft) {
        try {
          const id = writeNote(store.db, draft)
          const error = await keep()
          // The form stays, so that what was typed can be copied; anything else is on this page and can be tried again.
          if (error instanceof StaleStoreError) return `${explainError(error).title}. Nothing was saved.`
          form = undefined
          go(`#note-${id}`)
          return undefined
        } catch (error) {
          saveStatus.failed(error)
          return explainError(error).text
        }
      },
    })
    document.body.dataset.view = 'note'
    sheet.replaceChildren(form)
    before = snapshot(form)
    form.querySelector('input')?.focus()
  }
  const changed = () => form !== undefined && snapshot(form) !== before

  search.addEventListener('input', () => {
    drawList()
    if (open === undefined && !form) drawSheet()
  })
  byId('search-form').addEventListener('submit', (event) => event.preventDefault())
  byId('back').addEventListener('click', () => {
    if (!changed() || confirm('Leave without saving what you wrote?')) go('')
  })
  add.addEventListener('click', () => {
    if (!changed() || confirm('Leave without saving what you wrote?')) write(undefined)
  })
  addEventListener('hashchange', () => {
    // The link that skips the list is a hash, too.
    if (!/^(#note-\d+)?$/.test(location.hash)) return
    if (changed() && !confirm('Leave without saving what you wrote?')) return
    open = noteIn(location.hash)
    show()
    sheet.focus({ preventScroll: true })
    scrollTo(0, 0)
  })
  addEventListener('beforeunload', (event) => {
    if (changed()) event.preventDefault()
  })
  return {
    show,
    lock() {
      editable = false
      add.disabled = true
      if (form) return
      show()
    },
  }
}

const noteIn = (hash: string): number | undefined => Number(/^#note-(\d+)$/.exec(hash)?.[1]) || undefined

const snapshot = (form: HTMLFormElement): string =>
  JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === 'string'))

const placeholder = (editable: boolean, empty: boolean): HTMLElement =>
  element(
    'p',
    { class: 'placeholder' },
    empty && editable
      ? 'An empty notebook. Write the first note, or travel back to a release for some samples.'
      : 'No note to show.',
  )
