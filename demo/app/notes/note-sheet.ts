import { element } from '../element.js'
import type { Attachment, Note } from './note.js'

export interface SheetActions {
  edit(): void
  remove(): void
  search(words: string): void
}

/** One note to read. Without `actions.edit` being possible, the notebook is read-only. */
export function noteSheet(note: Note, editable: boolean, actions: SheetActions): readonly HTMLElement[] {
  return [
    element(
      'header',
      {},
      element('p', { class: 'sheet-facts' }, ...facts(note)),
      element('h2', { 'data-testid': 'note-title' }, note.title),
      note.weather !== undefined && element('p', { class: 'weather', 'data-testid': 'note-weather' }, note.weather),
    ),
    element('div', { class: 'body', 'data-testid': 'note-body' }, ...paragraphs(note.body)),
    element('ul', { class: 'tags', 'aria-label': 'Tags' }, ...note.tags.map((tag) => tagItem(tag, actions))),
    ...(note.attachments.length > 0 ? [attachmentList(note.attachments)] : []),
    element('footer', {}, ...(editable ? buttons(actions) : []), element('small', {}, changed(note))),
  ]
}

const longDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })

const facts = ({ place, createdAt }: Note): readonly (Node | string)[] => [
  element('time', { datetime: createdAt }, longDate.format(new Date(createdAt))),
  ...(place === '' ? [] : [element('span', { class: 'place' }, place)]),
]

const paragraphs = (body: string): readonly HTMLElement[] =>
  body === ''
    ? [element('p', { class: 'empty' }, 'No text.')]
    : body.split(/\n{2,}/).map((part) => element('p', {}, part))

const tagItem = (tag: string, { search }: SheetActions): HTMLElement =>
  element('li', { 'data-testid': 'tag' }, element('button', { type: 'button', onclick: () => search(tag) }, tag))

const attachmentList = (attachments: readonly Attachment[]): HTMLElement =>
  element(
    'section',
    { class: 'attachments' },
    element('h3', {}, 'Attachments'),
    element(
      'ul',
      {},
      ...attachments.map(({ name, kind, size }) =>
        element(
          'li',
          { 'data-testid': 'attachment' },
          element('span', { class: `kind kind-${kind}` }, kind),
          element('span', { class: 'file' }, name),
          element('span', { class: 'size' }, fileSize(size)),
        ),
      ),
    ),
  )

/** A size in bytes, for people. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function buttons({ edit, remove }: SheetActions): readonly HTMLElement[] {
  const sure = element(
    'button',
    { type: 'button', class: 'danger', 'data-testid': 'really-delete', onclick: remove },
    'Delete for good',
  )
  sure.hidden = true
  const ask = element('button', { type: 'button', class: 'quiet', 'data-testid': 'delete-note' }, 'Delete')
  ask.addEventListener('click', () => {
    sure.hidden = !sure.hidden
    ask.textContent = sure.hidden ? 'Delete' : 'Keep'
  })
  return [element('button', { type: 'button', 'data-testid': 'edit-note', onclick: edit }, 'Edit'), ask, sure]
}

function changed({ words, updatedAt, createdAt }: Note): string {
  const parts = words === undefined ? [] : [words === 1 ? '1 word' : `${words} words`]
  if (updatedAt !== undefined && updatedAt !== createdAt) parts.push(`changed ${longDate.format(new Date(updatedAt))}`)
  return parts.join(' · ')
}
