import { cases } from './cases/index.js'
import { runCases } from './run-cases.js'
import { sqlJsEngine } from './sql-js-engine.js'

runCases('sql.js', sqlJsEngine, cases)
