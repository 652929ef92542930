import { cases } from './cases/index.js'
import { runCases } from './run-cases.js'
import { serverEngine } from './server-engine.js'

runCases('PostgreSQL server', serverEngine, cases)
