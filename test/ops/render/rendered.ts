import assert from 'node:assert/strict'
import * as door from 'limbeck/op'
import { type Operation, type Operations, renderOperations } from 'limbeck/op'
import { canonicalJson } from '../../../src/ops/canonical-json.js'
import { record } from '../../../src/ops/record.js'

export const recorded = (direction: (op: Operations) => void): readonly Operation[] =>
  record(direction) ?? assert.fail('This is a program.')

/** The operations that their rendering makes, with nothing at hand but `op` and the names that it says it needs. */
export function evaluated(operations: readonly Operation[]): readonly Operation[] {
  const { code, imports } = renderOperations(operations)
  const names = door as unknown as Readonly<Record<string, unknown>>
  for (const name of imports) assert.equal(typeof names[name], 'function', name)
  const direction = new Function('op', ...imports, code)
  return recorded((op) => direction(op, ...imports.map((name) => names[name])))
}

/** Fails unless the rendering of operations makes the same ones, with the names that they have once recorded. */
export function assertSame(operations: readonly Operation[]): void {
  const named = recorded((op) => operations.forEach(op.invoke))
  assert.equal(canonicalJson(evaluated(operations).map(settled)), canonicalJson(named.map(settled)))
}

/** Operations with what a column has in one way of several: a flag as an object without a name, a condition as text. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  const fields = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, settled(field)]))
  if (fields.kind !== 'column') return fields
  const { unique, index, check } = fields
  return {
    ...fields,
    ...(unique === true ? { unique: {} } : {}),
    ...(index === true ? { index: {} } : {}),
    ...(typeof check === 'string' ? { check: { condition: check } } : {}),
  }
}
