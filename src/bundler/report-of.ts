import type { Distilled } from '../compile/index.js'

/** What there is to say of a compilation. */
export interface Report {
  readonly lines: readonly string[]
  /** Sources that are no longer what was released, and what fails. */
  readonly warnings: readonly string[]
}

/** What a build says of its migrations: how many are data, and which are code, and why. */
export function reportOf({ graph, report, noBaseline, fails }: Distilled, database: string | undefined): Report {
  const programs = report.filter(({ kind }) => kind === 'program')
  const name = database === undefined ? 'migrations' : `migrations/${database}`
  const but = programs.length === 0 ? '' : ` but for ${counted(programs.length, 'direction')}`
  const none = noBaseline === undefined ? [] : [`no baseline: ${noBaseline}`]
  const lines = [
    `${name}: ${counted(graph.ids.length, 'revision')}, compiled${but}`,
    ...programs.map(({ file, direction, reason }) => `${file}: its ${direction} is a program, ${reason}`),
    ...(fails ? [] : none),
  ]
  return { lines, warnings: fails ? none : [] }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
