import { defineConfig } from 'limbeck/config'

export default defineConfig({
  script: '../app/migrations',
  url: 'd1:DB',
  environments: { production: { url: 'd1-http:field-notes' } },
})
