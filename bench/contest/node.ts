import initSqlJs from 'sql.js'
import { answer, type Question } from './answer.js'
import { contest } from './contest.js'
import { sqlJsClients } from './sql-js-client.js'

// A process of its own, for a loader of TypeScript would take its time with every import().
const [, , sets = ''] = process.argv
const sqlJs = initSqlJs().then((SQL) => contest(sqlJsClients(SQL), sets))

process.on('message', async (question: Question) => process.send?.(await answer(sqlJs, question)))
