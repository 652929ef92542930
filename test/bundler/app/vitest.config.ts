import { limbeck } from 'limbeck/vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [limbeck()], test: { include: ['*.spec.ts'] } })
