import type { Argument, Command, Option } from './command.js'
import { commands, globalOptions } from './commands.js'

/** The manual page limbeck(1), as roff, from the table that the help is made from. https://man.openbsd.org/man.7 */
export function manPage(): string {
  return `${[
    '.TH LIMBECK 1 "" "limbeck" "User Commands"',
    '.SH NAME',
    'limbeck \\- database migrations: a graph of revisions, as Alembic has it',
    '.SH SYNOPSIS',
    '.B limbeck',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    text(
      'A revision is a file that says how the schema gets from one state to the next, and back. limbeck writes revisions, shows how they follow one another, and brings databases up and down among them.',
    ),
    '.SH OPTIONS',
    ...[...globalOptions, help, version].flatMap(option),
    '.SH COMMANDS',
    ...commands.flatMap(section),
    '.SH CONFIGURATION',
    text(
      'limbeck reads limbeck.config.ts (or .mts, .js, .mjs, .json), the key "limbeck" of package.json, or limbeck.ini in the current folder. What goes first: options, then variables of the environment, then the environment that \\-n names, then the rest. Relative paths start at the file.',
    ),
    ...settings.flatMap(([name, summary]) => ['.TP', `.B ${plain(name)}`, text(summary)]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([name, summary]) => ['.TP', `.B ${plain(name)}`, text(summary)]),
    '.SH EXIT STATUS',
    ...statuses.flatMap(([code, summary]) => ['.TP', `.B ${code}`, text(summary)]),
    '.SH CAVEATS',
    ...caveats.flatMap((caveat) => ['.PP', text(caveat)]),
    '.SH SEE ALSO',
    '.BR alembic (1)',
  ].join('\n')}\n`
}

const help: Option = { flags: '-h, --help', summary: 'print help; after a command, its own' }
const version: Option = { flags: '--version', summary: 'print the version' }

const settings: readonly (readonly [string, string])[] = [
  ['script', 'the script directory'],
  ['url', 'the database: sqlite:FILE, sqlite::memory:, postgresql://USER:PASSWORD@HOST/NAME, pglite:FOLDER'],
  ['versions, recursive', 'the folders of the revisions, and whether folders in them are searched too'],
  ['fileTemplate, truncateSlugLength, timezone', 'how files of new revisions are named and dated'],
  ['hooks', 'what is done with the file of a new revision'],
  ['databases', 'several databases, for env.ts'],
  [
    'target',
    'what check and revision \\-\\-autogenerate compare with: a file of SQL, a module that exports tables, a database',
  ],
  ['includeName, includeObject, includeSchemas, compareType, compareServerDefault', 'what of it takes part'],
  ['comparators, autogeneratePlugins', 'comparisons of your own, and which comparisons take part'],
  ['rewriter, renderers, renderItem', 'what becomes of operations, and how they and their parts are written'],
  ['processRevisionDirectives', 'the last word on what is written'],
  ['revisionEnvironment', 'whether env.ts is run for revision, merge and history too'],
  ['onVersionApply', 'told of each revision before its transaction commits'],
  ['environments', 'settings by name, for \\-n'],
]

const variables: readonly (readonly [string, string])[] = [
  ['LIMBECK_CONFIG, LIMBECK_NAME', 'as \\-c and \\-n'],
  ['LIMBECK_URL, LIMBECK_SCRIPT', 'before url and script of the configuration'],
  ['VISUAL, EDITOR', 'what edit opens files with; arguments are allowed'],
  ['NO_COLOR', 'no colours, also on a terminal'],
]

const statuses: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [2, 'the command line is none: an unknown command or option'],
  [255, 'the command failed; the error says why'],
]

const caveats: readonly string[] = [
  'Headers of revisions are read without running them, so they must be written out: strings, lists of strings, null.',
  'Where Node has no SQLite of its own (before 22.13), a SQLite file is locked among Limbecks only, and one with a write-ahead log is refused.',
  'A downgrade drops what it drops, rows included.',
  'What revision \\-\\-autogenerate writes is a draft: review it, always. It cannot see renames, unless it is told; nor data, such as the values of a new column that takes no NULL; nor what an object that cannot be read is, which it names and leaves alone.',
  'What could lose data is marked in the file and listed on the terminal. A downgrade that was generated brings the schema back, never the rows: run it once, on a copy, before it is needed.',
]

function section({ name, summary, details, args = [], options = [], examples = [] }: Command): readonly string[] {
  return [
    `.SS ${plain([name, ...args.map(usage)].join(' '))}`,
    text(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ...(details ? ['.PP', text(details)] : []),
    ...args.flatMap((one) => ['.TP', `.I ${plain(one.name)}`, text(one.summary)]),
    ...options.flatMap(option),
    ...examples.flatMap(([line, what]) => ['.TP', `.B limbeck ${plain(line)}`, text(what)]),
  ]
}

const usage = ({ name, optional, several }: Argument): string => {
  const shown = several ? `${name}...` : name
  return optional ? `[${shown}]` : `<${shown}>`
}

const option = ({ flags, summary }: Option): readonly string[] => ['.TP', `.B ${plain(flags)}`, text(summary)]

const plain = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replace(/(?<!\\)-/g, '\\-')
    .replaceAll('"', '\\(dq')

/** A line that begins with a dot or a quote would be a request. */
const text = (words: string): string => words.replace(/^([.'])/, '\\&$1')
