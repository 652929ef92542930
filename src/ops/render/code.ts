/** TypeScript code before it is laid out in lines: text that stays whole, or what can be broken over lines. */
export type Code = string | Sql | Call | List | Fields | Block

/** A template made with `sql`, which may have line breaks. */
export interface Sql {
  readonly kind: 'sql'
  readonly text: string
}

export interface Call {
  readonly kind: 'call'
  readonly callee: string
  readonly args: readonly Code[]
  /** Whether the callee is a name of `limbeck/op`. */
  readonly imported?: true
}

export interface List {
  readonly kind: 'list'
  readonly items: readonly Code[]
}

/** An object literal. */
export interface Fields {
  readonly kind: 'fields'
  readonly entries: readonly (readonly [key: string, value: Code])[]
}

/** A function with a statement a line. */
export interface Block {
  readonly kind: 'block'
  readonly parameter: string
  readonly statements: readonly Code[]
}

export const call = (callee: string, ...args: readonly Code[]): Call => ({ kind: 'call', callee, args })

/** A call of a function of `limbeck/op`. */
export const made = (name: string, ...args: readonly Code[]): Call => ({ ...call(name, ...args), imported: true })

export const list = (items: readonly Code[]): List => ({ kind: 'list', items })

export const fields = (entries: Fields['entries']): Fields => ({ kind: 'fields', entries })

export const block = (parameter: string, statements: readonly Code[]): Block => ({
  kind: 'block',
  parameter,
  statements,
})

/** Code without line breaks of its own. */
export function inOneLine(code: Code): string {
  if (typeof code === 'string') return code
  switch (code.kind) {
    case 'sql':
      return code.text
    case 'call':
      return `${code.callee}(${code.args.map(inOneLine).join(', ')})`
    case 'list':
      return `[${code.items.map(inOneLine).join(', ')}]`
    case 'fields': {
      const entries = code.entries.map(([key, value]) => `${key}: ${inOneLine(value)}`)
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
    }
    case 'block':
      return code.statements.length === 0
        ? `(${code.parameter}) => {}`
        : `(${code.parameter}) => { ${code.statements.map(inOneLine).join('; ')} }`
  }
}

/** The names of `limbeck/op` that code needs, each as often as it is there. */
export function importsOf(code: Code): readonly string[] {
  if (typeof code === 'string') return []
  switch (code.kind) {
    case 'sql':
      return ['sql']
    case 'call':
      return [...(code.imported ? [code.callee] : []), ...code.args.flatMap(importsOf)]
    case 'list':
      return code.items.flatMap(importsOf)
    case 'fields':
      return code.entries.flatMap(([, value]) => importsOf(value))
    case 'block':
      return code.statements.flatMap(importsOf)
  }
}
