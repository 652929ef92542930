interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  postMessage(message: unknown): void
  close(): void
}

/** Tells the other tabs that a store was saved, and hears it from them. */
export interface GenerationChannel {
  announce(generation: number): void
  close(): void
}

/** Opens the BroadcastChannel of a store; where there is none, nothing is told or heard. */
export function generationChannel(name: string, heard: (generation: number) => void): GenerationChannel {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => Channel }
  if (!BroadcastChannel) return { announce: () => undefined, close: () => undefined }
  const channel = new BroadcastChannel(`limbeck:${name}:image`)
  channel.onmessage = ({ data }) => {
    const { generation } = (data ?? {}) as { generation?: unknown }
    if (typeof generation === 'number') heard(generation)
  }
  return { announce: (generation) => channel.postMessage({ generation }), close: () => channel.close() }
}
