/** A name in words, with the schema that it is in where that is not the one that tables are made in. */
export const sayPlace = ({ name, schema }: { readonly name: string; readonly schema?: string | undefined }): string =>
  schema === undefined ? name : `${schema}.${name}`

/** The same of a table, or of whatever belongs to one. */
export const sayTable = ({ table, schema }: { readonly table: string; readonly schema?: string | undefined }): string =>
  sayPlace({ name: table, schema })
