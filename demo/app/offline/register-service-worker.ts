import { hideNotice, showNotice } from '../notice.js'

/** Keeps the page for later visits without a network, and says when a newer one has been fetched. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || !location.protocol.startsWith('http')) return
  const { serviceWorker } = navigator
  serviceWorker
    .register(new URL('service-worker.js', location.href))
    .then((registration) => {
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting)
      registration.addEventListener('updatefound', () => {
        const { installing } = registration
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed' && serviceWorker.controller) offer(installing)
        })
      })
    })
    .catch((error: unknown) => console.warn('The page will not work offline:', error))
}

/** Only the tab in which the new page was asked for loads it; the others go on with the files they have. */
function offer(worker: ServiceWorker): void {
  const explanation = {
    title: 'A newer release of this page is here',
    text: 'Take it now, or go on: it is taken when all tabs of the notebook are closed.',
    code: '',
    details: [],
  }
  const take = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    worker.postMessage('take over')
  }
  showNotice('new-release', explanation, 'quiet', [
    { label: 'Take it now', testid: 'take-release', run: take },
    { label: 'Later', testid: 'later', run: () => hideNotice('new-release') },
  ])
}
