import { byId, element } from '../element.js'
import { explainError } from '../store/explain-error.js'

/** Says in the page's head whether what was written is kept. */
export const saveStatus = {
  saving: () => say('saving', 'Saving…'),
  saved: () => say('saved', 'Saved'),
  failed(error: unknown, again?: () => void) {
    const { title, code } = explainError(error)
    say('failed', `Not saved: ${title.charAt(0).toLowerCase()}${title.slice(1)} (${code})`)
    if (again)
      byId('save-status').append(element('button', { type: 'button', class: 'small', onclick: again }, 'Try again'))
  },
}

function say(state: string, text: string): void {
  const status = byId('save-status')
  status.dataset.save = state
  status.replaceChildren(text)
}
