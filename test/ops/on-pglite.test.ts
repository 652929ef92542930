import { cases } from './cases/index.js'
import { pgliteEngine } from './pglite-engine.js'
import { runCases } from './run-cases.js'

runCases('PGlite', pgliteEngine, cases)
