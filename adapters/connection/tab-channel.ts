/** What tabs that share a store tell each other: that it was saved, or that its schema changed. */
export interface TabMessage {
  /** The generation that was saved. */
  readonly generation?: number
  /** The version rows before and after. */
  readonly from?: readonly string[]
  readonly to?: readonly string[]
}

interface Channel {
  onmessage: ((event: { readonly data: TabMessage }) => void) | null
  postMessage(message: TabMessage): void
  close(): void
}

/** Opens the BroadcastChannel of a store; undefined where there is none. */
export function tabChannel(name: string, heard: (message: TabMessage) => void): Channel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => Channel }
  const channel = BroadcastChannel && new BroadcastChannel(`limbeck:${name}`)
  if (channel) channel.onmessage = ({ data }) => heard(data)
  return channel
}
