import { limbeck } from 'limbeck/vite'
import { defineConfig } from 'vitest/config'

// For a machine that has much else to do.
const testTimeout = 60_000

export default defineConfig({ plugins: [limbeck()], test: { include: ['*.spec.ts'], testTimeout } })
