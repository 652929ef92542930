import { openSqlJs } from 'limbeck/adapters/sql-js'
import initSqlJs from 'sql.js'
import type { NoticeAction } from '../notice.js'
import { showNotice } from '../notice.js'
import { explainError } from './explain-error.js'
import { storeName } from './open-notebook.js'

/** What can be done when the stored notebook is damaged. */
export const recoverStore = (): readonly NoticeAction[] => [
  {
    label: 'Take the copy from before the last upgrade',
    testid: 'recover-previous',
    run: () => void attempt('previous'),
  },
  {
    label: 'Start an empty notebook',
    testid: 'recover-empty',
    run: () => {
      if (confirm('An empty notebook will take the place of what is stored. Go on?')) void attempt('new')
    },
  },
]

async function attempt(image: 'previous' | 'new'): Promise<void> {
  try {
    await replaceBy(image)
    location.reload()
  } catch (error) {
    const { title, text, ...rest } = explainError(error)
    showNotice('recovery', { title: 'That did not help', text: `${title}. ${text}`, ...rest }, 'bad')
  }
}

/** Puts the copy from before the last upgrade, or an empty database, in the place of what is stored. */
async function replaceBy(image: 'previous' | 'new'): Promise<void> {
  const SQL = await initSqlJs({ locateFile: () => new URL('sql-wasm.wasm', location.href).href })
  const store = await openSqlJs(SQL, storeName, { image })
  await store.save()
  store.close()
}
