#!/usr/bin/env node
import { main } from './main.js'

const { stdin, stdout, stderr, env } = process
// Whoever reads the output may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
// Not awaited: the parts that are loaded later import this file, and would wait for it.
main(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  colors: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  cwd: process.cwd(),
  variables: env,
  ask:
    stdin.isTTY && stderr.isTTY
      ? async (question) => (await import('./ask.js')).ask(question, stdin, stderr)
      : undefined,
}).then((code) => {
  process.exitCode = code
})
