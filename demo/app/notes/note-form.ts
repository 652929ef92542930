import { element } from '../element.js'
import { attachmentField } from './attachment-field.js'
import type { Draft, Note } from './note.js'
import type { Shape } from './shape.js'

/** The form for a note, with the fields that the notebook's schema has room for. `save` gives the error to show, if any. */
export function noteForm(
  note: Note | undefined,
  shape: Shape,
  actions: { save(draft: Draft): Promise<string | undefined>; cancel(): void },
): HTMLFormElement {
  const files = shape.has('attachment') ? attachmentField(note?.attachments ?? []) : undefined
  const problem = element('p', { class: 'problem', role: 'alert', 'data-testid': 'form-problem' })
  const submit = element('button', { type: 'submit', class: 'primary', 'data-testid': 'save-note' }, 'Save note')
  const form = element(
    'form',
    { class: 'note-form', 'data-testid': 'note-form', 'aria-label': note ? 'Edit note' : 'New note' },
    field('Title', 'title', note?.title, { required: true, maxlength: '200', autocomplete: 'off' }),
    element(
      'div',
      { class: 'fields' },
      field('Place', 'place', note?.place, { maxlength: '120' }),
      shape.has('note', 'weather') && field('Weather', 'weather', note?.weather, { placeholder: '14 °C, overcast' }),
      shape.has('note', 'temperature') &&
        field('Temperature, °C', 'temperature', note?.temperature?.toString(), { type: 'number', step: '0.5' }),
      shape.has('note', 'sky') && field('Sky', 'sky', note?.sky, { maxlength: '80', placeholder: 'overcast' }),
    ),
    element(
      'label',
      { class: 'grow' },
      'Note',
      element('textarea', { name: 'body', rows: '9', 'data-testid': 'field-body' }, note?.body ?? ''),
    ),
    shape.has('note_tag') &&
      field('Tags, with commas between', 'tags', note?.tags.join(', '), {
        autocapitalize: 'none',
        autocomplete: 'off',
      }),
    files?.root,
    shape.has('note', 'pinned') &&
      element(
        'label',
        { class: 'check' },
        element('input', { type: 'checkbox', name: 'pinned', checked: note?.pinned ?? false }),
        'Keep it on top of the list',
      ),
    problem,
    element(
      'footer',
      {},
      submit,
      element('button', { type: 'button', class: 'quiet', onclick: actions.cancel }, 'Cancel'),
    ),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    submit.disabled = true
    problem.textContent = (await actions.save(draftOf(form, note, files?.value() ?? []))) ?? ''
    submit.disabled = false
  })
  return form
}

function field(
  label: string,
  name: string,
  value: string | undefined,
  extra: Record<string, string | boolean>,
): HTMLElement {
  const input = { type: 'text', name, value: value ?? '', 'data-testid': `field-${name}`, ...extra }
  return element('label', {}, label, element('input', input))
}

function draftOf(form: HTMLFormElement, note: Note | undefined, attachments: Draft['attachments']): Draft {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const names = text('tags')
    .split(',')
    .map((tag) => tag.trim())
  return {
    id: note?.id,
    title: text('title'),
    body: text('body').replaceAll('\r\n', '\n'),
    place: text('place'),
    weather: text('weather'),
    temperature: text('temperature') === '' ? undefined : Number(text('temperature')),
    sky: text('sky'),
    pinned: data.has('pinned'),
    tags: [...new Set(names.filter((tag) => tag !== ''))],
    attachments,
  }
}
