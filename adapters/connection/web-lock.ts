interface LockManager {
  request<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Runs `work` while no other tab or worker of this origin holds the lock; where there are no Web Locks, at once. */
export function webLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } }
  return navigator?.locks?.request(`limbeck:${name}`, work) ?? work()
}
