import type { Constraint, Exclusion } from '../../schema/constraint.js'
import { type Code, list, made } from './code.js'
import type { ItemWriter } from './render-item.js'
import { renderName, renderOptions, renderText, renderValue } from './render-value.js'

const special = { name: renderName }

/** A constraint as the call that makes it; undefined where it is left out. */
export const renderConstraint = (constraint: Constraint, write: ItemWriter): Code | undefined =>
  write(constraint.kind, constraint as never, () => constraintCall(constraint))

function constraintCall(constraint: Constraint): Code {
  const { args, options } = partsOf(constraint)
  return made(constraint.kind, ...args, ...renderOptions(options, special))
}

/** What a constraint is made of, and what it can have beside. */
function partsOf(constraint: Constraint): { readonly args: readonly Code[]; readonly options: object } {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique': {
      const { kind: _, columns, ...options } = constraint
      return { args: [renderValue(columns)], options }
    }
    case 'check': {
      const { kind: _, condition, ...options } = constraint
      return { args: [renderText(condition)], options }
    }
    case 'foreignKey': {
      const { kind: _, columns, table, references, ...options } = constraint
      return { args: [renderValue(columns), renderText(table), renderValue(references)], options }
    }
    case 'exclude': {
      const { kind: _, elements, ...options } = constraint
      return { args: [renderElements(elements)], options }
    }
  }
}

export const renderElements = (elements: Exclusion['elements']): Code =>
  list(elements.map(([column, operator]) => list([renderValue(column), renderText(operator)])))
