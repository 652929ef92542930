interface Run {
  readonly key: string
  readonly scope: unknown
  readonly promise: Promise<unknown>
}

const runs = /* @__PURE__ */ new WeakMap<object, Run>()

/**
 * One run per adapter is in flight: a run with the same key and scope, the migrations that it is about, joins it; any
 * other waits its turn.
 */
export function inFlight<T>(adapter: object = {}, key: string, scope: unknown, work: () => Promise<T>): Promise<T> {
  const last = runs.get(adapter)
  if (last?.key === key && last.scope === scope) return last.promise as Promise<T>
  const run: Run = { key, scope, promise: last ? last.promise.then(work, work) : work() }
  const done = () => {
    if (runs.get(adapter) === run) runs.delete(adapter)
  }
  runs.set(adapter, run)
  run.promise.then(done, done)
  return run.promise as Promise<T>
}
