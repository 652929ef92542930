import type { RanStep } from 'limbeck'
import type { Child } from '../element.js'
import { element } from '../element.js'
import type { PageOptions } from '../page-options.js'
import type { Opened } from '../store/open-notebook.js'
import { releaseAt } from '../store/release-at.js'

/** What this load of the page did to the store. */
export function lastUpgrade(options: PageOptions, { run, rows, duration, error, store }: Opened): readonly Child[] {
  const took = duration < 10 ? duration.toFixed(1) : duration.toFixed(0)
  if (!store) return ['Nothing: the store could not be opened.']
  if (error || !run) return [`Nothing: the store stays ${standing(options, rows)}.`]
  if (run.steps.length === 0) return [`Nothing to do: it was at release ${releaseAt(options, rows)} (${took} ms).`]
  const count = run.steps.length === 1 ? '1 revision' : `${run.steps.length} revisions`
  const summary = `From ${standing(options, run.from).replace(/^at /, '')} to release ${releaseAt(options, run.to)}`
  return [
    element('strong', {}, summary),
    `: ${count} in ${took} ms.`,
    element(
      'details',
      {},
      element('summary', {}, 'Steps'),
      element(
        'ol',
        {},
        ...run.steps.map((step) =>
          element('li', {}, messageOf(options, step), element('span', {}, `${step.duration} ms`)),
        ),
      ),
    ),
  ]
}

const messageOf = ({ history }: PageOptions, { revision }: RanStep): string =>
  history.find(({ id }) => id === revision)?.message ?? revision

/** Where version rows are, as the end of a sentence. */
function standing(options: PageOptions, rows: readonly string[]): string {
  const name = releaseAt(options, rows)
  if (name === 'empty') return 'an empty notebook'
  if (name === 'newer') return 'at a newer release'
  return name === 'between releases' ? 'between releases' : `at release ${name}`
}
