/** How the version table is made: Alembic's shape and constraint name. */
export const createVersionTable = (table: string): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (version_num VARCHAR(32) NOT NULL, CONSTRAINT ${table.replace(/.*\./, '').replace(/"?$/, '_pkc$&')} PRIMARY KEY (version_num))`
