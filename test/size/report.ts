import { entries } from './entries.js'
import { measure } from './measure.js'

for (const { entry, budget, ...way } of entries) {
  const { brotli } = await measure({ ...way })
  console.log(JSON.stringify({ entry, brotli, budget }))
}
