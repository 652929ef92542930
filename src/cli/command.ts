import type { Project } from '../commands/project.js'

/** An argument of a command, as help and man page have it. */
export interface Argument {
  readonly name: string
  readonly summary: string
  readonly optional?: true
  readonly several?: true
}

/** An option, as help and man page have it. */
export interface Option {
  /** As in `-m, --message <text>`. */
  readonly flags: string
  readonly summary: string
  /** It may be given again and again. */
  readonly repeatable?: true
}

/** Where a command reads and writes. */
export interface Io {
  /** Results: what was asked for. */
  out(text: string): void
  /** Everything else: progress, warnings, errors. */
  err(text: string): void
  readonly colors: boolean
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Asks whoever sits at the terminal; undefined where there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
}

/** What a command was given. */
export interface Given {
  readonly args: readonly (string | readonly string[] | undefined)[]
  /** By their long name, in camelCase. */
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  /** The project; its configuration is read when it is first asked for. */
  project(): Promise<Project>
  readonly io: Io
  /** Prints data with `--json`, what `text` makes of it without. */
  print<T>(data: T, text: (data: T) => string): void
  /** Says what is going on, unless `--quiet`. */
  say(text: string): void
}

/** A command: the one table that parser, help, man page and docs are made from. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** What the summary does not say; paragraphs. */
  readonly details?: string
  readonly args?: readonly Argument[]
  readonly options?: readonly Option[]
  /** Command lines without `limbeck`, and what they do. */
  readonly examples?: readonly (readonly [line: string, what: string])[]
  run(given: Given): Promise<void>
}
