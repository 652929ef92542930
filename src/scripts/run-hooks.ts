import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LimbeckError } from '../errors.js'
import { posixLine, shellWords } from './shell-words.js'

/** Something done with a new revision's file: a formatter, a linter, `git add`. */
export type WriteHook = CommandHook | FunctionHook

/** A program, given the file. */
export interface CommandHook {
  readonly name: string
  /** `exec` runs a program of the PATH, or a path; `npx` one of the project's `node_modules/.bin`. */
  readonly type: 'exec' | 'npx'
  readonly executable: string
  /** Arguments as in a shell; `REVISION_SCRIPT_FILENAME` is the file, which comes first when it is not named. */
  readonly options?: string
  /** Where it runs: here when not given. */
  readonly cwd?: string
  /** Whether it may end with another code than 0; it may not, when not given. */
  readonly allowFailure?: boolean
}

/** A function, given the file. */
export interface FunctionHook {
  readonly name: string
  run(file: string): void | Promise<void>
}

/** Told what happens while a revision is written. */
export type Report = (event: { readonly kind: 'generating' | 'hook'; readonly name: string }) => void

/** Runs hooks in their order. Throws `hook-failed`. */
export async function runHooks(hooks: readonly WriteHook[], file: string, report?: Report): Promise<void> {
  for (const hook of hooks) {
    report?.({ kind: 'hook', name: hook.name })
    if ('run' in hook) await runFunction(hook, file)
    else await runCommand(hook, file)
  }
}

async function runFunction(hook: FunctionHook, file: string): Promise<void> {
  try {
    await hook.run(file)
  } catch (cause) {
    throw failed(hook, `: ${(cause as Error).message}`, cause)
  }
}

async function runCommand(hook: CommandHook, file: string): Promise<void> {
  const { split } = await import('shlex')
  const given = split(posixLine(hook.options ?? ''))
  const token = 'REVISION_SCRIPT_FILENAME'
  const args = given.some((one) => one.includes(token))
    ? given.map((one) => one.replaceAll(token, file))
    : [file, ...given]
  const command = hook.type === 'npx' ? localProgram(hook, file) : hook.executable
  // What npm installs on Windows is a .cmd, which only its shell runs.
  const shell = process.platform === 'win32' && hook.type === 'npx'
  const [program = '', ...words] = shell ? shellWords([command, ...args]) : [command, ...args]
  const { error, status, signal } = spawnSync(program, words, {
    stdio: ['ignore', 2, 2],
    shell,
    ...(hook.cwd && { cwd: hook.cwd }),
  })
  if (error) throw failed(hook, `: ${command} cannot be run (${error.message})`, error)
  if (status !== 0 && !hook.allowFailure) throw failed(hook, ` with ${signal ?? `code ${status}`}`)
}

/** A program of the nearest `node_modules` above the file, or above where the command runs. */
function localProgram(hook: CommandHook, file: string): string {
  const name = process.platform === 'win32' ? `${hook.executable}.cmd` : hook.executable
  for (const start of [dirname(file), process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const program = join(folder, 'node_modules/.bin', name)
      if (existsSync(program)) return program
      if (folder === dirname(folder)) break
    }
  }
  throw failed(hook, `: there is no program '${hook.executable}' in node_modules: install its package`)
}

const failed = (hook: WriteHook, what: string, cause?: unknown) =>
  new LimbeckError('hook-failed', `The post-write hook '${hook.name}' failed${what}. The file was written.`, cause)
