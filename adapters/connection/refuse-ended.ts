import { LimbeckError } from '../../src/errors.js'

/** Throws `transaction-ended` when SQLite is in autocommit mode: the app has ended the transaction of a run. */
export function refuseEnded(autocommit: number | boolean): void {
  if (autocommit) throw new LimbeckError('transaction-ended', 'The app ended the transaction.')
}
