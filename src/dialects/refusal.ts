/** What is said of a statement that begins, goes on with, or ends a transaction. */
export const ownTransaction = (words: string): string =>
  `A revision runs in the run's own transaction: leave out ${words.trim().toUpperCase()}.`
