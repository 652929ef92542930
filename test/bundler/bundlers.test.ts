import { after, before, describe } from 'node:test'
import { type App, installApp } from './build-app.js'
import { elsewhere } from './elsewhere.js'
import { inBrowsers } from './in-browsers.js'
import { whileDeveloping } from './while-developing.js'

// Limbeck is built once for all of it.
let app: App
before(async () => {
  app = await installApp()
})
after(() => app?.remove())

describe('the sample app', () => inBrowsers(() => app))
describe('the sample app elsewhere', () => elsewhere(() => app))
describe('while developing with Vite', () => whileDeveloping(() => app))
