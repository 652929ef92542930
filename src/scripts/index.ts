export { type LoadOptions, loadMigrations } from './load-migrations.js'
