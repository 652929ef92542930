/** The statement that makes the journal as PostgreSQL has it count; any other as it is. */
export const counted = <Any>(statement: Any): Any | string =>
  typeof statement === 'string' ? statement.replace('(id INTEGER PRIMARY KEY', '(id BIGSERIAL PRIMARY KEY') : statement
