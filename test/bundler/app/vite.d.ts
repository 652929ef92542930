/** Vite gives the address of a file. */
declare module '*?url' {
  const url: string
  export default url
}

interface ImportMeta {
  /** Vite gives the modules that a pattern matches. */
  glob<Module>(pattern: string, options: object): Readonly<Record<string, Module>>
}
