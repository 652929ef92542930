import initSqlJs from 'sql.js'
import { type Answer, answer, type Question } from './answer.js'
import { contest } from './contest.js'
import { sqlJsClients } from './sql-js-client.js'

const sqlJs = initSqlJs({ locateFile: () => '/node_modules/sql.js/dist/sql-wasm-browser.wasm' }).then((SQL) =>
  contest(sqlJsClients(SQL), new URL('/sets/', location.href).href),
)

let worker: Worker | undefined

/** Asks the worker, which has the databases on OPFS. */
const askWorker = (question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    worker ??= new Worker('/worker.js', { type: 'module' })
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(question)
  })

Object.assign(globalThis, {
  ask: (place: 'page' | 'worker', question: Question) =>
    place === 'page' ? answer(sqlJs, question) : askWorker(question),
})
