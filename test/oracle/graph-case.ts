/** A case of the graph family: a graph, how it loads, and questions about it with Alembic's answers. */
export interface GraphCase {
  readonly id: string
  readonly shape: string
  readonly revisions: readonly VectorRevision[]
  readonly undetectedCycle?: boolean
  readonly load: { readonly ok?: true; readonly error?: VectorError; readonly warnings?: readonly string[] }
  readonly attrs?: VectorAttrs
  readonly attrsUnstable?: readonly string[]
  readonly queries?: readonly Query[]
}

export interface VectorRevision {
  readonly id: string
  readonly down: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
}

export interface VectorError {
  readonly class: string
  readonly message: string | null
  readonly internal?: boolean
  readonly stage?: string
}

export interface VectorAttrs {
  readonly heads: readonly string[]
  readonly bases: readonly string[]
  readonly realHeads: readonly string[]
  readonly realBases: readonly string[]
  readonly revisions: Readonly<Record<string, VectorAttr>>
}

export interface VectorAttr {
  readonly down: readonly string[]
  readonly resolvedDependencies: readonly string[]
  readonly normalizedDown: readonly string[]
  readonly nextrev: readonly string[]
  readonly allNextrev: readonly string[]
  readonly labels: readonly string[]
  readonly flags: readonly string[]
}

/** A question; which fields it has depends on `q`. */
export interface Query {
  readonly q: 'resolve' | 'upgrade' | 'downgrade' | 'stamp' | 'history' | 'historyCurrent' | 'allCurrent' | 'lineage'
  readonly symbol?: string
  readonly from?: readonly string[]
  readonly target?: string
  readonly targets?: readonly string[]
  readonly range?: string
  readonly current?: readonly string[]
  readonly heads?: readonly string[]
  readonly ids?: readonly string[]
  readonly against?: string
  readonly includeDependencies?: boolean
  readonly expect: Expected
}

export interface Expected {
  readonly many?: Answer
  readonly one?: Answer
  readonly ids?: readonly (string | null)[]
  readonly error?: VectorError
  readonly steps?: readonly VectorStep[]
  readonly revs?: readonly string[]
  readonly final?: readonly string[] | null
  readonly orderStable?: false
  readonly statementsStable?: false
  readonly headsStable?: false
  readonly unstable?: true
  readonly outcomes?: readonly Expected[]
  readonly warnings?: readonly string[]
}

export interface Answer {
  readonly ids?: readonly (string | null)[]
  readonly id?: string | null
  readonly error?: VectorError
}

export interface VectorStep {
  readonly rev?: string
  readonly from?: readonly string[]
  readonly to?: readonly string[]
  readonly isUpgrade?: boolean
  readonly branchMove?: boolean
  readonly sql?: readonly (readonly [string, string | null, string | null])[] | null
  readonly heads?: readonly string[] | null
}
