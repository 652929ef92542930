import type { Progress } from 'limbeck'
import { byId } from '../element.js'
import { ancestors } from '../migrations/history.js'
import type { PageOptions } from '../page-options.js'
import type { Opened } from '../store/open-notebook.js'
import { releaseAt } from '../store/release-at.js'
import { lastUpgrade } from './last-upgrade.js'
import { revisionGraph } from './revision-graph.js'

/** The panel that shows the schema's history and what the upgrade does to it. */
export interface HistoryPanel {
  /** Draws a step that is about to run; fulfils when the browser had a chance to paint it. */
  progress(progress: Progress): Promise<void>
  /** Draws where the store stands after the start. */
  finish(opened: Opened, failed: string | undefined): void
  /** Draws where it stands after something else moved it. */
  stand(rows: readonly string[]): void
}

export function historyPanel(options: PageOptions): HistoryPanel {
  const graph = revisionGraph(options)
  const bar = byId('progress') as HTMLProgressElement
  byId('graph').replaceChildren(graph.root)
  graph.mark(new Set())
  const done = new Set<string>()
  const stand = (rows: readonly string[], failed?: string) => {
    graph.mark(ancestors(options.history, rows), undefined, failed)
    byId('release').textContent = releaseAt(options, rows)
  }
  return {
    async progress({ step, of, revision, message }) {
      if (step === 1) {
        const { parents = [] } = options.history.find(({ id }) => id === revision) ?? {}
        for (const id of ancestors(options.history, parents)) done.add(id)
      }
      graph.mark(done, revision)
      done.add(revision)
      bar.hidden = false
      bar.max = of
      bar.value = step - 1
      byId('status-step').textContent = `${step} of ${of}: ${message}`
      await paint(slowMotion() ? 350 : 0)
    },
    finish(opened, failed) {
      bar.hidden = true
      byId('status-step').textContent = ''
      byId('last-upgrade').replaceChildren(
        ...lastUpgrade(options, opened).filter((part) => part !== undefined && part !== false),
      )
      stand(opened.rows, failed)
    },
    stand,
  }
}

/** Waits for the next frame; a tab in the background has none, and must not hold up the upgrade, and with it its lock. */
const paint = (extra: number): Promise<void> =>
  new Promise((resolve) => {
    const go = () => setTimeout(resolve, extra)
    if (document.hidden) return void go()
    const late = setTimeout(go, 100)
    requestAnimationFrame(() => {
      clearTimeout(late)
      go()
    })
  })

const slowMotion = (): boolean => (byId('slow-motion') as HTMLInputElement).checked
