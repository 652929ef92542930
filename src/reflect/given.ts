/** An object without what is undefined. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  const said: Partial<Fields> = {}
  for (const key in fields) if (fields[key] !== undefined) said[key] = fields[key]
  return said as unknown as Given<Fields>
}

type Given<Fields> = { [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key] } & {
  [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], undefined>
}
