import { defineConfig } from 'limbeck/config'

export default defineConfig({
  script: '../app/migrations',
  url: 'd1:DB',
  compile: { engine: 'd1', out: 'migrations.gen.ts' },
  environments: {
    production: { url: 'd1-http:field-notes' },
    objects: { compile: { engine: 'durable-object', out: 'objects.gen.ts' } },
  },
})
