import type { Queryable, Statement, TransactionalAdapter } from '../adapter.js'

/** A transaction that was begun here, and ends when it is told to. */
export interface OpenTransaction {
  readonly tx: Queryable
  commit(): Promise<void>
  /** Rolls back; gives what the adapter makes of the error. After a commit there is nothing to roll back. */
  undo(error: unknown): Promise<unknown>
}

/** Begins a transaction: an adapter's own ends with the function that it was given. */
export async function openTransaction(
  adapter: TransactionalAdapter,
  first: readonly Statement[],
): Promise<OpenTransaction> {
  let end: () => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  let isOpen = true
  const held = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  // The transaction waits for it, and nobody else: a failure is told by the transaction.
  held.catch(() => undefined)
  let done: Promise<void> = held
  const tx = await new Promise<Queryable>((given, refused) => {
    const work = async (opened: Queryable) => {
      given(opened)
      await held
    }
    done = adapter.transaction(work, { first })
    done.catch(refused)
  })
  return {
    tx,
    async commit() {
      isOpen = false
      end()
      await done
    },
    async undo(error) {
      if (!isOpen) return error
      isOpen = false
      fail(error)
      return done.then(
        () => error,
        (told) => told,
      )
    },
  }
}
