import { parse } from '@babel/parser'

/** One import or re-export: by value, as a type only, or by `import()`. */
export interface Import {
  /** As it is written; undefined for an `import()` of a computed name. */
  readonly specifier: string | undefined
  readonly kind: 'value' | 'type' | 'lazy'
}

/** What the rules ask of a module. */
export interface Module {
  readonly imports: readonly Import[]
  readonly exportsAll: boolean
  readonly exportsDefault: boolean
  /** Every string and every text part of a template. */
  readonly texts: readonly string[]
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Reads a module of TypeScript. */
export function readModule(source: string): Module {
  const imports: Import[] = []
  const texts: string[] = []
  let exportsAll = false
  let exportsDefault = false

  const add = (node: unknown, kind: Import['kind']) => {
    const { type, value } = (node ?? {}) as { type?: string; value?: string }
    imports.push({ specifier: type === 'StringLiteral' ? value : undefined, kind })
  }
  for (const node of walk(
    parse(source, { sourceType: 'module', plugins: ['typescript'], createImportExpressions: true }),
  )) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) add(node.source, isType(node) ? 'type' : 'value')
        if (names(node).includes('default') && node.type === 'ExportNamedDeclaration') exportsDefault = true
        break
      case 'ExportAllDeclaration':
        add(node.source, node.exportKind === 'type' ? 'type' : 'value')
        exportsAll = true
        break
      case 'ExportDefaultDeclaration':
        exportsDefault = true
        break
      case 'ImportExpression':
        add(node.source, 'lazy')
        break
      case 'TSImportType':
        add(node.argument, 'type')
        break
      case 'StringLiteral':
        texts.push(node.value as string)
        break
      case 'TemplateElement':
        texts.push((node.value as { cooked?: string }).cooked ?? '')
    }
  }
  return { imports, exportsAll, exportsDefault, texts }
}

/** `import type { X }`, and also `import { type X, type Y }`. */
function isType(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = (node.specifiers ?? []) as readonly Node[]
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type')
}

const names = (node: Node): readonly string[] =>
  ((node.specifiers ?? []) as readonly { exported?: { name?: string } }[]).map((one) => one.exported?.name ?? '')

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item)
  else if (value && typeof value === 'object') {
    if (typeof (value as Node).type === 'string') yield value as Node
    for (const [key, child] of Object.entries(value)) if (key !== 'loc' && key !== 'comments') yield* walk(child)
  }
}
