/** What a migration may store: a dialect encodes booleans, dates and JSON into what its database holds. */
export type Encodable =
  | null
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | readonly Json[]
  | { readonly [key: string]: Json }

/** JSON as data. */
export type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json }
