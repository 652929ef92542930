/** What TypeScript knows of a column's values: as they are read, and as they may be given. */
export interface StoredType {
  readonly select: string
  /** The same as `select` when not given. */
  readonly insert?: string
}
