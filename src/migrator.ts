import type { Adapter } from './adapter.js'
import type { RevisionInfo } from './graph/describe.js'
import type { Target } from './graph/resolve.js'
import { atHead, openSet } from './runner/at-head.js'
import { graphOf } from './runner/graph-of.js'
import { inFlight } from './runner/in-flight.js'
import { loadVerbs } from './runner/load-verbs.js'
import type { MigrationSet, Migrations } from './runner/migration-set.js'
import type { DetailedPlan, PlanOptions } from './runner/other-verbs.js'
import type { Branches, CheckResult, HeadsOptions } from './runner/read-graph.js'
import type { RunResult } from './runner/run.js'
import type { RunOptions } from './runner/run-options.js'
import type { StampOptions } from './runner/run-stamp.js'
import { readRows, type VersionTableOptions } from './runner/version-table.js'

/** The verbs, bound to a database and its migrations. */
export interface Migrator {
  /** Brings the database to a target: `head` when not given. */
  upgrade(target?: Target, options?: RunOptions): Promise<RunResult>
  /** Takes back everything above a target, and whatever needs it. */
  downgrade(target: Target, options?: RunOptions): Promise<RunResult>
  /** Writes that the database is at a target, and runs nothing. */
  stamp(target: Target, options?: StampOptions): Promise<RunResult>
  /** Where the database stands on every branch. */
  current(options?: VersionTableOptions): Promise<readonly string[]>
  /** What `upgrade`, or `downgrade`, would do now. */
  plan(target?: Target, options?: PlanOptions): Promise<DetailedPlan>
  /** Whether the database is at head, what it lacks, and what is unknown here. */
  check(options?: VersionTableOptions): Promise<CheckResult>
  /** The revisions that nothing follows. */
  heads(options?: HeadsOptions): Promise<readonly RevisionInfo[]>
  /** The revisions that several others follow. */
  branches(): Promise<readonly Branches[]>
  /** The revisions of a range, newest first: all when none is given. */
  history(range?: string, options?: VersionTableOptions): Promise<readonly RevisionInfo[]>
  /** The revisions that a symbol names. */
  show(target: Target, options?: VersionTableOptions): Promise<readonly RevisionInfo[]>
}

/**
 * Binds the verbs to a database and its migrations. It does nothing by itself. An `upgrade` that finds the database at
 * head has cost one SELECT; everything else is loaded when it is needed.
 */
export function migrator(adapter: Adapter, migrations: Migrations): Migrator {
  const bound = <T>(key: unknown, work: (set: MigrationSet) => Promise<T>) =>
    inFlight(adapter, JSON.stringify(key), migrations, async () => work(await openSet(migrations, adapter)))
  const other = (name: Other) => [
    name,
    (...args: never[]) =>
      bound([name, args], async (set) => {
        const verbs = await (await loadVerbs()).others()
        return (verbs[name] as (...args: unknown[]) => Promise<unknown>)(adapter, set, ...args)
      }),
  ]
  return {
    upgrade: (target = 'head', options = {}) =>
      bound([target, options], async (set) => {
        const rows = await readRows(adapter, options)
        return (
          atHead(adapter, set, target, rows) ??
          // Both at once: where they are a network away each is a way there and back.
          Promise.all([loadVerbs(), graphOf(set)]).then(([verbs, graph]) =>
            verbs.upgrade(adapter, set, graph, target, options, rows),
          )
        )
      }),
    ...(Object.fromEntries(others.map(other)) as Pick<Migrator, Other>),
  }
}

type Other = Exclude<keyof Migrator, 'upgrade'>

const others = 'downgrade stamp current plan check heads branches history show'.split(' ') as Other[]
