import type { Page } from 'puppeteer-core'
import type { Chromium } from './chromium.js'
import type { NotebookPage } from './notebook-page.js'

/** A tab with the notebook open, to be told what to do as if it were here. */
export interface Notebook {
  readonly page: Page
  call<Name extends keyof NotebookPage>(
    name: Name,
    ...args: Parameters<NotebookPage[Name]>
  ): Promise<Awaited<ReturnType<NotebookPage[Name]>>>
}

/** Opens a tab of the notebook, whose store is opened with it. */
export async function openNotebook(chromium: Chromium, url: string): Promise<Notebook> {
  const page = await chromium.browser.newPage()
  await page.goto(url)
  const call: Notebook['call'] = (name, ...args) =>
    page.evaluate(`page[${JSON.stringify(name)}](...${JSON.stringify(args)})`) as never
  await call('open')
  return { page, call }
}
