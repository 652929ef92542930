/**
 * Tries again, for five seconds, what SQLite refused because another connection is writing. Its own busy timeout would
 * keep the thread busy, and some locks of browsers change hands only while the thread is idle.
 */
export async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout } = globalThis as unknown as { setTimeout(work: () => void, milliseconds: number): unknown }
  for (const end = Date.now() + 5000; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!String(error).includes('database is locked') || Date.now() > end) throw error
    }
    await new Promise<void>((resolve) => setTimeout(resolve, 20))
  }
}
