import type { MigrationSet } from 'limbeck'

/** The app's migrations for D1: `limbeck compile` writes them when the Worker is built. */
export declare const migrations: MigrationSet
