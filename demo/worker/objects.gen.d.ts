import type { MigrationSet } from 'limbeck'

/** The app's migrations for Durable Objects: `limbeck compile` writes them when the Worker is built. */
export declare const migrations: MigrationSet
