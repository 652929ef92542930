import type { Server } from 'node:http'

/** A static server of one directory; it listens to nothing yet. */
export function createDemoServer(dir: string): Server
