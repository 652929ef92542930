/** A note as the page shows it, whatever the schema that it was read from. */
export interface Note {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly place: string
  readonly createdAt: string
  readonly updatedAt: string | undefined
  /** "14 °C, overcast" */
  readonly weather: string | undefined
  readonly temperature: number | undefined
  readonly sky: string | undefined
  readonly words: number | undefined
  readonly pinned: boolean
  readonly tags: readonly string[]
  readonly attachments: readonly Attachment[]
}

export interface Attachment {
  readonly name: string
  readonly kind: string
  readonly size: number
}

/** A note in the list: with the place where the search found something, matches between `\u0001` and `\u0002`. */
export interface ListedNote {
  readonly id: number
  readonly title: string
  readonly excerpt: string
  readonly place: string
  readonly createdAt: string
  readonly pinned: boolean
}

/** What a person writes. */
export interface Draft {
  readonly id: number | undefined
  readonly title: string
  readonly body: string
  readonly place: string
  readonly weather: string
  readonly temperature: number | undefined
  readonly sky: string
  readonly pinned: boolean
  readonly tags: readonly string[]
  readonly attachments: readonly Attachment[]
}
