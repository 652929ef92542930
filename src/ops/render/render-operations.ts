import { LimbeckError } from '../../errors.js'
import type { AutocommitBlock } from '../autocommit-block.js'
import type { Operation } from '../operation.js'
import { block, type Code, call, importsOf } from './code.js'
import { renderDirective } from './render-directive.js'
import { asUsual, type ItemWriter, itemWriter, type RenderItem } from './render-item.js'
import { writeCode } from './write-code.js'

export interface RenderOptions {
  /** How far the statements are indented: 2 when not given, as in the body of `upgrade`. */
  readonly indent?: number
  /** Writes types, columns, defaults and constraints in other words, or leaves them out. */
  readonly renderItem?: RenderItem
}

/** Operations as TypeScript. */
export interface RenderedOperations {
  /** A statement for each operation, in lines that end each with a line feed; empty for no operation. */
  readonly code: string
  /** The names of `limbeck/op` that the code needs, sorted, each once. */
  readonly imports: readonly string[]
}

/**
 * Writes operations as the directives that make them, as in the body of `upgrade(op)`. Throws `unsupported-operation` for
 * an operation of one's own without `render`, for a constraint without a name on a table that exists, and where
 * `renderItem` leaves out what its directive is about.
 */
export function renderOperations(
  operations: readonly Operation[],
  { indent = 2, renderItem }: RenderOptions = {},
): RenderedOperations {
  const imports = new Set<string>()
  const add = (names: readonly string[]) => {
    for (const name of names) imports.add(name)
  }
  const write = renderItem ? itemWriter(renderItem, add) : asUsual
  const statements = operations.map((operation) => renderOperation(operation, add, write))
  for (const statement of statements) add(importsOf(statement))
  const space = ' '.repeat(indent)
  return {
    code: statements.map((statement) => `${space}${writeCode(statement, indent)}\n`).join(''),
    imports: [...imports].sort(),
  }
}

function renderOperation(operation: Operation, imports: (names: readonly string[]) => void, write: ItemWriter): Code {
  if (operation.render) {
    const rendering = operation.render()
    imports(rendering.imports ?? [])
    return rendering.code
  }
  if (operation.kind === 'autocommitBlock') {
    const { operations } = operation as AutocommitBlock
    return call(
      'op.autocommitBlock',
      block(
        '',
        operations.map((inner) => renderOperation(inner, imports, write)),
      ),
    )
  }
  const code = renderDirective(operation, write)
  if (code !== undefined) return code
  const message = `${operation.kind} cannot be written as TypeScript: it has no render().`
  throw new LimbeckError('unsupported-operation', message)
}
