import { DatabaseAheadError, LimbeckError, MigrationFailedError } from 'limbeck'
import { byId } from './element.js'
import { historyPanel } from './history/history-panel.js'
import { notebookView } from './notes/notebook-view.js'
import { hideNotice, type NoticeAction, showNotice } from './notice.js'
import { registerServiceWorker } from './offline/register-service-worker.js'
import { pageOptions } from './page-options.js'
import { explainError } from './store/explain-error.js'
import { type NotebookStore, type Opened, openNotebook } from './store/open-notebook.js'
import { recoverStore } from './store/recover-store.js'
import { reloadAction, storeControls } from './store/store-controls.js'

type State = 'upgrading' | 'ready' | 'failed'

function setState(state: State): void {
  document.body.dataset.state = state
  const status = byId('status')
  status.dataset.state = state
  status.textContent = state
}

const options = await pageOptions(location.search)
byId('app-release').textContent = options.release.name
keepChoice(byId('slow-motion') as HTMLInputElement)
const history = historyPanel(options)
registerServiceWorker()
byId('to-history').addEventListener('click', () => byId('history-title').scrollIntoView())
await start()

async function start(): Promise<void> {
  try {
    const opened = await openNotebook(options, (progress) => history.progress(progress))
    if (opened.store) showNotes(opened, opened.store)
    history.finish(opened, opened.error instanceof MigrationFailedError ? opened.error.revision : undefined)
    if (opened.error) showError(opened.error)
    setState(opened.error ? 'failed' : 'ready')
  } catch (error) {
    showError(error)
    setState('failed')
  }
}

function showNotes(opened: Opened, store: NotebookStore): void {
  const view = notebookView(store, opened.error === undefined)
  view.show()
  store.on('stale', (error) => {
    view.lock()
    hideNotice('put-back')
    showNotice('stale', explainError(error), 'bad', [reloadAction('Reload')])
  })
  storeControls(options, opened, (release) => {
    history.stand(release.heads)
    view.lock()
    view.show()
  })
}

function showError(error: unknown): void {
  const actions: NoticeAction[] = [reloadAction(options.broken ? 'Try again' : 'Reload')]
  if (error instanceof LimbeckError && error.code === 'not-a-database') actions.push(...recoverStore())
  if (options.broken) actions.push(newestPage('Load it without the broken revision'))
  if (error instanceof DatabaseAheadError) actions.push(newestPage('Load the newest page'))
  showNotice('error', explainError(error), 'bad', actions)
}

function newestPage(label: string): NoticeAction {
  return { label, testid: 'newest', run: () => location.assign('./') }
}

/** A checkbox that is as it was left. */
function keepChoice(box: HTMLInputElement): void {
  const key = `field-notes:${box.id}`
  try {
    box.checked = localStorage.getItem(key) === 'on'
    box.addEventListener('change', () => localStorage.setItem(key, box.checked ? 'on' : 'off'))
  } catch (error) {
    // Where site data is blocked, asking for localStorage throws already.
    console.info('This choice is not kept:', error)
  }
}
