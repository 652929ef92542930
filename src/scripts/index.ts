export { type LoadOptions, loadMigrations } from './load-migrations.js'
export { readReleasedFiles } from './released-files.js'
export { sourceRevisions } from './source-revisions.js'
