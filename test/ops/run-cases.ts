import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { NamingConvention, Operation, Operations } from 'limbeck/op'
import { record } from '../../src/ops/record.js'
import type { Case } from './case.js'
import type { Engine } from './engine.js'

/** Describes cases as tests on an engine. */
export function runCases(
  name: string,
  open: () => Promise<Engine>,
  rooms: Readonly<Record<string, readonly Case[]>>,
): void {
  describe(name, async () => {
    let opened: Promise<Engine> | undefined
    const engine = () => (opened ??= open())
    after(async () => (await opened)?.close())
    const dialect = name === 'sql.js' ? 'sqlite' : 'postgresql'
    for (const [room, cases] of Object.entries(rooms)) {
      describe(room, () => {
        for (const one of cases) {
          if (one.only && one.only !== dialect) continue
          it(one.what, async () => runCase(await engine(), one))
        }
      })
    }
  })
}

async function runCase(engine: Engine, { before, up, down, convention, shows, refuses, rowsOnly }: Case) {
  await engine.reset()
  if (before !== undefined) await engine.script(before)
  const done = recorded(up, convention)
  const undone = down ? recorded(down, convention) : reversed(done)
  const first = await engine.schema()
  await engine.run(done)
  const second = await engine.schema()
  if (rowsOnly) assert.deepEqual(second, first)
  else assert.notDeepEqual(second, first)
  for (const [query, ...lines] of shows ?? []) assert.deepEqual(await engine.lines(query), lines)
  for (const [sql, words] of refuses ?? []) await assert.rejects(engine.script(sql), words)
  await engine.run(undone)
  assert.deepEqual(await engine.schema(), first)
  await engine.run(done)
  assert.deepEqual(await engine.schema(), second)
}

const recorded = (direction: (op: Operations) => void, convention?: NamingConvention): readonly Operation[] =>
  record(direction, convention) ?? assert.fail('This is a program.')

/** What undoes operations: the reverse of each, the last first. */
const reversed = (operations: readonly Operation[]): readonly Operation[] =>
  [...operations]
    .reverse()
    .flatMap((operation) => operation.reverse?.() ?? assert.fail(`${operation.kind} has no reverse`))
