import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findNode } from '../runtimes/node/find-node.js'
import type { Step } from './read-steps.js'

/** A folder that was empty, in which a reader does what the README says. */
export interface Walk {
  readonly folder: string
  /** Every command that was run, as the README has it. */
  readonly ran: string[]
  /** Writes a step's files and runs its commands, in their order. */
  take(step: Step | undefined): Promise<void>
  /** What the last command that ended printed. */
  output: string
  /** Ends a command that goes on, as Ctrl+C does. */
  interrupt(): Promise<void>
  end(): Promise<void>
}

/** What is otherwise on this machine than in the README: the package that is not published, ports, addresses. */
export interface Differences {
  readonly tarball: string
  /** Replaced in commands, in their order. */
  readonly replace?: readonly (readonly [from: string, to: string])[]
  readonly variables?: Readonly<Record<string, string>>
  /** Commands that go on: until they print this. */
  readonly until?: Readonly<Record<string, RegExp>>
}

/** Begins in an empty folder, with a Node that Vite and wrangler take. */
export function startWalk({ tarball, replace = [], variables = {}, until = {} }: Differences): Walk {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-quick-start-'))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${dirname(findNode())}${delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: 'false',
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    ...variables,
  }
  let going: ChildProcess | undefined
  let exported = ''

  const interrupt = async () => {
    const child = going
    going = undefined
    if (!child?.pid || child.exitCode !== null) return
    const ended = new Promise((exit) => child.once('exit', exit))
    process.kill(-child.pid, 'SIGINT')
    await Promise.race([ended, setTimeout(5000)])
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  const run = async (line: string) => {
    walk.ran.push(line)
    const real = replace.reduce((command, [from, to]) => command.replaceAll(from, to), line)
    const command = real.replace(/^(npm install) limbeck\b/, `$1 ${tarball}`)
    if (command.startsWith('export ')) {
      exported += `${command}\n`
      return
    }
    const [, ready] = Object.entries(until).find(([begins]) => line.startsWith(begins)) ?? []
    if (!ready) {
      const options = { cwd: folder, env, encoding: 'utf8', timeout: 240_000 } as const
      walk.output = execFileSync('sh', ['-c', exported + command], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      return
    }
    const child = spawn('sh', ['-c', `${exported}exec ${command}`], { cwd: folder, env, detached: true })
    going = child
    let said = ''
    await new Promise<void>((done, failed) => {
      const hear = (words: Buffer) => {
        said += words
        if (ready.test(said)) done()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.on('exit', () => failed(new Error(`${line} ended: ${said}`)))
      setTimeout(120_000, undefined, { ref: false }).then(() => failed(new Error(`${line} is not ready: ${said}`)))
    })
  }
  const walk: Walk = {
    folder,
    ran: [],
    output: '',
    interrupt,
    async take(step) {
      if (!step) throw new Error('There is no such step.')
      for (const block of step.blocks) {
        if (block.kind === 'file') {
          const file = join(folder, block.path)
          mkdirSync(dirname(file), { recursive: true })
          writeFileSync(file, block.text)
        } else for (const line of block.lines) await run(line)
      }
    },
    async end() {
      await interrupt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return walk
}

/** A port that nobody listens to. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { readonly port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
