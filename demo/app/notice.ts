import { byId, element } from './element.js'
import type { Explanation } from './store/explain-error.js'

export interface NoticeAction {
  readonly label: string
  readonly testid: string
  run(): void
}

/**
 * Shows a message above the notebook, in place of one with the same `testid`. Whoever has scrolled away from there is
 * taken back to it, unless it is a `quiet` one.
 */
export function showNotice(
  testid: string,
  { title, text, code, details }: Explanation,
  tone: 'bad' | 'calm' | 'quiet',
  actions: readonly NoticeAction[] = [],
): void {
  hideNotice(testid)
  const buttons = actions.map(({ label, testid, run }) =>
    element('button', { type: 'button', class: 'small', 'data-testid': testid, onclick: run }, label),
  )
  const notice = element(
    'section',
    { class: `notice ${tone}`, 'data-testid': testid, 'data-code': code },
    element(
      'div',
      { class: 'notice-text' },
      element('h2', {}, title),
      element('p', {}, text, code !== '' && element('code', {}, code)),
      details.length > 0 && detailList(details),
    ),
    buttons.length > 0 && element('div', { class: 'notice-actions' }, ...buttons),
  )
  byId('notices').append(notice)
  if (tone !== 'quiet') notice.scrollIntoView({ block: 'nearest' })
}

const detailList = (details: Explanation['details']): HTMLElement =>
  element(
    'dl',
    {},
    ...details.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, element('code', {}, value))]),
  )

/** Takes a message away. */
export function hideNotice(testid: string): void {
  document.querySelector(`#notices [data-testid="${testid}"]`)?.remove()
}
