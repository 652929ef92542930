import type { Distilled } from '../compile/index.js'

/** What a build says of its migrations: how many are data, and which are code, and why. */
export function reportOf({ graph, report, noBaseline }: Distilled, database: string | undefined): readonly string[] {
  const programs = report.filter(({ kind }) => kind === 'program')
  const count = graph.ids.length
  const name = database === undefined ? 'migrations' : `migrations/${database}`
  const summary = `${name}: ${count} revision${count === 1 ? '' : 's'}, ${programs.length === 0 ? 'all compiled' : `but for ${programs.length} direction${programs.length === 1 ? '' : 's'} compiled`}`
  return [
    summary,
    ...programs.map(({ file, direction, reason }) => `${file}: its ${direction} is a program, ${reason}`),
    ...(noBaseline === undefined ? [] : [`no baseline: ${noBaseline}`]),
  ]
}
