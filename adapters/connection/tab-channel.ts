/** What tabs that share a store tell each other: that it was saved, or that its schema changed. */
export interface TabMessage {
  /** The generation that was saved. */
  readonly generation?: number
  /** The version rows before and after. */
  readonly from?: readonly string[]
  readonly to?: readonly string[]
}

interface Channel {
  postMessage(message: TabMessage): void
  close(): void
}

/** Opens the BroadcastChannel of a store; undefined where there is none. */
export function tabChannel(name: string, heard: (message: TabMessage) => void): Channel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => Channel }
  return (
    BroadcastChannel &&
    Object.assign(new BroadcastChannel(`limbeck:${name}`), {
      onmessage: ({ data }: { readonly data: TabMessage }) => heard(data),
    })
  )
}
