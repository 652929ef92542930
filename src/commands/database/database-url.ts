import { isAbsolute, resolve } from 'node:path'
import { LimbeckError } from '../../errors.js'

/** Where a database is, read from its address. */
export type DatabaseUrl =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string }
  | { readonly kind: 'd1' | 'd1-http'; readonly database: string }

/**
 * Reads the address of a database; files are relative to `folder`. What SQLAlchemy writes is understood too:
 * `sqlite:///notes.db`, `postgresql+psycopg2://…`. Throws `invalid-configuration`.
 */
export function parseDatabaseUrl(url: string, folder: string): DatabaseUrl {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d-]*)(?:\+\w+)?:(.*)$/is.exec(url) ?? []
  switch (scheme.toLowerCase()) {
    case 'sqlite':
      return { kind: 'sqlite', file: sqliteFile(rest, folder) }
    case 'postgresql':
    case 'postgres':
      return { kind: 'postgresql', url: `postgresql:${rest}` }
    case 'pglite':
      return { kind: 'pglite', folder: rest === 'memory://' ? rest : resolve(folder, rest.replace(/^\/\/\/?/, '')) }
    case 'd1':
      return { kind: 'd1', database: rest }
    case 'd1-http':
      return { kind: 'd1-http', database: rest }
    default: {
      const known = 'sqlite:FILE, sqlite::memory:, postgresql://…, pglite:FOLDER, d1:BINDING or d1-http:NAME'
      throw new LimbeckError('invalid-configuration', `'${hidePassword(url)}' is no database: write ${known}.`)
    }
  }
}

function sqliteFile(rest: string, folder: string): string {
  // Three slashes are SQLAlchemy's way to a relative file, four to an absolute one.
  const path = rest.replace(/^\/\/(\/(?=\/)|\/(?!\/)|$)/, '').replace(/^\/\/+/, '/')
  if (path === ':memory:' || path === '') return ':memory:'
  return isAbsolute(path) ? path : resolve(folder, path)
}

/** An address as it may be shown: with `***` in the place of a password. */
export const hidePassword = (url: string): string =>
  url.replace(/(:\/\/[^:/@\s]*:)[^@\s]*@/g, '$1***@').replace(/([?&]password=)[^&\s]*/gi, '$1***')

/** Whether an address holds a password. */
export const hasPassword = (url: string): boolean => hidePassword(url) !== url
