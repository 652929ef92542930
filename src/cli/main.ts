import { readFileSync } from 'node:fs'
import { Command as Commander, CommanderError, Option as CommanderOption } from 'commander'
import { hidePassword } from '../commands/database/database-url.js'
import { openProject, type Project } from '../commands/project.js'
import type { Command, Given, Io, Option } from './command.js'
import { commands, globalOptions } from './commands.js'
import { hints } from './hints.js'

/**
 * Runs a command line, without the program's name, and gives its exit code: 0, 2 for a command line that is none, 255 for
 * a command that failed.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const program = parser(io, (command, args, options, globals) => run(command, args, options, globals, io))
  if (argv.length === 0) {
    program.outputHelp({ error: true })
    io.err('\nlimbeck: error: too few arguments\n')
    return 2
  }
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    fail(error, argv.includes('--raiseerr'), argv.includes('--json'), io)
    return 255
  }
}

type Options = Given['options']
type Action = (command: Command, args: Given['args'], options: Options, globals: Options) => Promise<void>

/** The parser of the table; `help` of it and its commands is what `-h` prints. */
export function parser(io: Pick<Io, 'out' | 'err'>, action: Action): Commander {
  const program = new Commander('limbeck')
    .description('Database migrations: a graph of revisions, as Alembic has it.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text + misplaced(text)),
    })
    .configureHelp({ helpWidth: 100 })
    .helpCommand(false)
    .showHelpAfterError('See: limbeck --help')
    .helpOption('-h, --help', 'print this help')
    .version(`limbeck ${version()}`, '--version', 'print the version')
  for (const option of globalOptions) program.addOption(toOption(option))
  for (const command of commands) {
    const sub = program
      .command(command.name)
      .summary(command.summary)
      .description([sentence(command.summary), command.details].filter(Boolean).join('\n\n'))
      .helpOption('-h, --help', 'print this help')
      .showHelpAfterError(`See: limbeck ${command.name} --help`)
    for (const { name, summary, optional, several } of command.args ?? []) {
      const dots = several ? '...' : ''
      sub.argument(optional ? `[${name}${dots}]` : `<${name}${dots}>`, summary)
    }
    for (const option of command.options ?? []) sub.addOption(toOption(option))
    // The environment may be named at the end too: that is where deployments differ.
    sub.addOption(new CommanderOption('-n, --name <name>').hideHelp())
    const examples = (command.examples ?? []).map(([line, what]) => `  limbeck ${line}\n      ${what}`)
    if (examples.length > 0) sub.addHelpText('after', `\nExamples:\n${examples.join('\n')}`)
    sub.action((...given: unknown[]) =>
      action(command, given.slice(0, -2) as Given['args'], given.at(-2) as Options, program.opts<Options>()),
    )
  }
  return program
}

/** What to say of an option that goes before the command, and came after it. */
function misplaced(error: string): string {
  const [, flag] = /unknown option '(-[\w-]+)'/.exec(error) ?? []
  const own = flag && globalOptions.find(({ flags }) => flags.split(/[ ,]+/).includes(flag))
  return own ? `${flag} goes before the command: limbeck ${own.flags.replace(/^.*, /, '')} COMMAND\n` : ''
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

function toOption({ flags, summary, repeatable }: Option): CommanderOption {
  const option = new CommanderOption(flags, summary)
  // `--no-rename` stands beside `--rename`, and does not take it back.
  option.negate = false
  if (!repeatable) return option
  return option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
}

async function run(command: Command, args: Given['args'], options: Options, globals: Options, io: Io): Promise<void> {
  let opened: Promise<Project> | undefined
  const say = (text: string) => {
    if (!globals.quiet) io.err(`${text}\n`)
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const open = async () => {
    const project = await openProject({
      cwd: io.cwd,
      variables: io.variables,
      ...defined({ config: text(globals.config), name: text(options.name ?? globals.name), tag: text(options.tag) }),
      ...(typeof globals.url === 'string' && { settings: { url: globals.url } }),
      x: (globals.x as readonly string[] | undefined) ?? [],
      onWait: ({ database, who, seconds }) => say(`Waiting for ${who.join(', ')} at ${database}, for ${seconds} s ...`),
    })
    if (options.verbose) say(`Loading config from file: ${project.file}`)
    return project
  }
  await command.run({
    args,
    options,
    io,
    say,
    project: () => (opened ??= open()),
    print(data, toText) {
      if (options.json) io.out(`${JSON.stringify(data, undefined, 2)}\n`)
      else if (!globals.quiet) {
        const printed = toText(data)
        if (printed !== '') io.out(`${printed}\n`)
      }
    },
  })
}

const defined = <T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

export function fail(error: unknown, raise: boolean, json: boolean, io: Io): void {
  const { message, code, files, stack, cause } = error as Error & { code?: string; files?: readonly string[] }
  const words = hidePassword(message || String(error))
  if (json) io.err(`${JSON.stringify({ error: { code, message: words, ...(files && { files }) } }, undefined, 2)}\n`)
  else {
    const known = hints[code as keyof typeof hints]
    const hint = known && words.endsWith(' Stamp it.') ? `${known} limbeck stamp REV is how.` : known
    io.err(
      [`FAILED: ${words}`, ...(files ?? []).map((file) => `  in ${file}`), ...(hint ? [`  ${hint}`] : []), ''].join(
        '\n',
      ),
    )
  }
  if (!raise) return
  io.err(`${hidePassword(stack ?? '')}\n`)
  if (cause instanceof Error) io.err(`caused by ${hidePassword(cause.stack ?? '')}\n`)
}

function version(): string {
  let folder = new URL('../', import.meta.url)
  for (;;) {
    try {
      return (JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }).version
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw error
      folder = new URL('../', folder)
    }
  }
}
