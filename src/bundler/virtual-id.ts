/** A module that the plugins make: of the default database, or of the one that is named. */
export interface VirtualModule {
  readonly database: string | undefined
  /** The set's entry when undefined, else a module between which and the entry only the compiler knows. */
  readonly part: string | undefined
}

const ids = /^\0limbeck\/migrations(?:\/(?!-\/)([^/]+))?(?:\/-\/(.+))?$/

/** The id of a module that the plugins make. Bundlers name a file by what follows the last slash. */
export const virtualId = ({ database, part }: VirtualModule): string =>
  ['\0limbeck/migrations', database, ...(part === undefined ? [] : ['-', part])].filter((one) => one).join('/')

/** What an id stands for, if it is one of those. */
export function readVirtualId(id: string): VirtualModule | undefined {
  const found = ids.exec(id)
  return found ? { database: found[1], part: found[2] } : undefined
}

/** The id that an import leads to, when it is one of the doors, or one module of a set that imports another. */
export const resolveVirtual = (source: string): string | undefined => (ours.test(source) ? `\0${source}` : undefined)

/** What the plugins put modules behind. */
export const ours = /^limbeck\/migrations(?:\/|$)/

/** What one module of a set imports another by. */
export const partPath = (database: string | undefined, name: string): string =>
  virtualId({ database, part: `${name}.js` }).slice(1)
