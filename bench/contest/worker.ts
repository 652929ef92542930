import { answer, type Question } from './answer.js'
import { contest } from './contest.js'
import { sqliteWasmClients } from './sqlite-wasm-client.js'

const opfs = sqliteWasmClients('/node_modules/@sqlite.org/sqlite-wasm/dist/index.mjs').then((open) =>
  contest(open, new URL('/sets/', location.href).href),
)

addEventListener('message', async ({ data }: MessageEvent<Question>) => postMessage(await answer(opfs, data)))
