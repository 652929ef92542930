import type { Distilled } from '../compile/index.js'

/** What a build says of its migrations: how many are data, and which are code, and why. */
export function reportOf({ graph, report, noBaseline }: Distilled, database: string | undefined): readonly string[] {
  const programs = report.filter(({ kind }) => kind === 'program')
  const name = database === undefined ? 'migrations' : `migrations/${database}`
  const but = programs.length === 0 ? '' : ` but for ${counted(programs.length, 'direction')}`
  return [
    `${name}: ${counted(graph.ids.length, 'revision')}, compiled${but}`,
    ...programs.map(({ file, direction, reason }) => `${file}: its ${direction} is a program, ${reason}`),
    ...(noBaseline === undefined ? [] : [`no baseline: ${noBaseline}`]),
  ]
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
