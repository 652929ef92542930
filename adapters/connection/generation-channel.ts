interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  postMessage(message: unknown): void
  close(): void
}

/**
 * Opens the BroadcastChannel on which tabs tell each other `{ generation }` when they have saved a store; undefined
 * where there is none.
 */
export function generationChannel(name: string, heard: (generation: number) => void): Channel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => Channel }
  const channel = BroadcastChannel && new BroadcastChannel(`limbeck:${name}:image`)
  if (channel) channel.onmessage = ({ data }) => heard((data as { generation?: number } | null)?.generation ?? 0)
  return channel
}
