import { openNotebook } from './notebook.js'

addEventListener('message', async ({ ports: [port] }: MessageEvent) => {
  port?.postMessage(await (await openNotebook()).upgrade())
})
