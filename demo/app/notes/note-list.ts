import { element } from '../element.js'
import type { ListedNote } from './note.js'

/** The list's items; the one that is open is marked. */
export function noteList(notes: readonly ListedNote[], open: number | undefined): readonly HTMLElement[] {
  return notes.map(({ id, title, excerpt, place, createdAt, pinned }) =>
    element(
      'li',
      { 'data-testid': 'note', 'data-note': String(id) },
      element(
        'a',
        { href: `#note-${id}`, 'aria-current': id === open ? 'true' : undefined },
        element('span', { class: 'note-title' }, pinned && pin(), title),
        excerpt !== '' && element('span', { class: 'note-excerpt' }, ...marked(excerpt)),
        element(
          'span',
          { class: 'note-facts' },
          element('time', { datetime: createdAt }, shortDate.format(new Date(createdAt))),
          place !== '' && element('span', {}, place),
        ),
      ),
    ),
  )
}

const pin = (): HTMLElement => element('span', { class: 'pin', role: 'img', 'aria-label': 'Pinned', title: 'Pinned' })

const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

/** The search marks what it found with two control characters that no note has. */
const marked = (excerpt: string): readonly (Node | string)[] =>
  excerpt.split('\u0001').flatMap((part, index) => {
    if (index === 0) return [part]
    const [found = '', rest = ''] = part.split('\u0002')
    return [element('mark', {}, found), rest]
  })
