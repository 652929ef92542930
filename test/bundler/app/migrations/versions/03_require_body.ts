/** require a body: the table is made anew */
import type { Operations } from 'limbeck/op'

export const revision = 'a1c0ffee0003'
export const downRevision = 'a1c0ffee0002'

export const upgrade = (op: Operations) => op.alterColumn('note', 'body', { nullable: false, default: '', fill: '' })

export const downgrade = (op: Operations) => op.alterColumn('note', 'body', { nullable: true, default: null })
