export type { ConformanceCase, Home, Need, Scope, Store } from './conformance/case.js'
export { cases } from './conformance/cases.js'
export { type CaseResult, casesFor, examine, type Report, runCase } from './conformance/examine.js'
export { BrokenPromise } from './conformance/expect.js'
