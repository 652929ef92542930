import { main } from '../../src/cli/main.js'

/** What a command line printed, and its exit code. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in a folder, in this process; ids, dates and the folder are shown as `ID`, `DATE` and `HERE`. */
export async function runCli(cwd: string, ...argv: readonly string[]): Promise<Ran> {
  return runCliWith(cwd, {}, ...argv)
}

/** The same with variables of the process. */
export async function runCliWith(
  cwd: string,
  variables: Readonly<Record<string, string | undefined>>,
  ...argv: readonly string[]
): Promise<Ran> {
  const printed = { out: '', err: '' }
  const code = await main(argv, {
    out: (text) => {
      printed.out += text
    },
    err: (text) => {
      printed.err += text
    },
    colors: false,
    cwd,
    variables,
  })
  const plain = (text: string) =>
    text
      .replaceAll(cwd, 'HERE')
      .replace(/(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g, 'ID')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DATE')
  return { code, out: plain(printed.out), err: plain(printed.err) }
}
