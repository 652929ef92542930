import { compareTexts } from '../order-constraints.js'
import type { ViewRow } from './rows.js'

/** Views, each after those that it reads; apart from that by name. */
export function orderViews(views: readonly ViewRow[]): readonly ViewRow[] {
  const byName = [...views].sort((one, other) => compareTexts(placeOf(one), placeOf(other)))
  const found = new Map(byName.map((view) => [view.oid, view]))
  const ordered = new Set<ViewRow>()
  // Views that read each other cannot be made: there is no circle.
  const visit = (view: ViewRow): void => {
    if (ordered.has(view)) return
    const used = byName.filter(({ oid }) => view.uses?.includes(oid) && found.has(oid))
    for (const one of used) visit(one)
    ordered.add(view)
  }
  for (const view of byName) visit(view)
  return [...ordered]
}

/** A name with its schema, to order by. */
export const placeOf = ({ schema, name }: { readonly schema?: string | null | undefined; readonly name: string }) =>
  `${schema ?? ''}.${name}`
