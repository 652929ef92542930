export { type LoadOptions, loadMigrations } from './load-migrations.js'
export { sourceRevisions } from './source-revisions.js'
