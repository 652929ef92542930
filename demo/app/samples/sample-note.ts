/** A note of the sample notebooks, whatever the schema that it is written into. */
export interface SampleNote {
  readonly title: string
  readonly body: string
  readonly place: string
  readonly createdAt: string
  readonly tags: readonly string[]
  readonly weather?: { readonly temperature?: number; readonly sky?: string }
  readonly attachments?: readonly SampleAttachment[]
  readonly pinned?: true
}

/** What a note knows of a file. */
export interface SampleAttachment {
  readonly name: string
  readonly kind: string
  readonly size: number
}
