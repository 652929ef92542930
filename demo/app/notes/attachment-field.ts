import { element } from '../element.js'
import type { Attachment } from './note.js'
import { fileSize } from './note-sheet.js'

/** A field for files, of which only name, kind and size are kept. */
export function attachmentField(start: readonly Attachment[]): {
  readonly root: HTMLElement
  value(): readonly Attachment[]
} {
  let attachments = start
  const list = element('ul', {})
  const draw = () => {
    list.replaceChildren(
      ...attachments.map((attachment) =>
        element(
          'li',
          {},
          element('span', { class: `kind kind-${attachment.kind}` }, attachment.kind),
          element('span', { class: 'file' }, attachment.name),
          element('span', { class: 'size' }, fileSize(attachment.size)),
          element(
            'button',
            {
              type: 'button',
              class: 'quiet small',
              'aria-label': `Remove ${attachment.name}`,
              onclick() {
                attachments = attachments.filter((one) => one !== attachment)
                draw()
              },
            },
            'Remove',
          ),
        ),
      ),
    )
  }
  const input = element('input', { type: 'file', multiple: true, 'data-testid': 'field-files' })
  input.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])].map(({ name, type, size }) => ({ name, kind: kindOf(name, type), size }))
    attachments = [...attachments, ...chosen]
    input.value = ''
    draw()
  })
  draw()
  const label = element('label', {}, 'Attachments (name, kind and size are kept, not the file)', input)
  return { root: element('div', { class: 'attachments' }, label, list), value: () => attachments }
}

function kindOf(name: string, type: string): string {
  if (/\.(gpx|kml|fit|tcx)$/i.test(name)) return 'track'
  if (/\.(svg|psd|ora|kra)$/i.test(name)) return 'sketch'
  if (type.startsWith('audio/')) return 'sound'
  return type.startsWith('image/') ? 'photo' : 'other'
}
