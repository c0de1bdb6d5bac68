// Starts the app: appearance first (so that nothing flashes), then words, then React.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { RequestProblem } from '../api/request.ts'
import { findMe } from '../api/session.ts'
import { activateLanguage, chooseLanguage } from '../language/text.ts'
import { aroundNavigation } from '../places/leaving.ts'
import { base } from '../places/places.ts'
import { applyAppearance, preferences, watchOtherTabs } from '../preferences/store.ts'
import '../styles/base.css'
import '../styles/kit.css'
import '../styles/overlays.css'
import './shell.css'
import { Gate } from './Gate.tsx'

applyAppearance()
watchOtherTabs()

const mostRetries = 2
const client = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      // Only what may pass by itself is tried again: no answer, or the server's own trouble.
      retry: (count, error) =>
        count < mostRetries && error instanceof RequestProblem && (error.status === 0 || error.status >= 500),
    },
  },
})

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) throw new Error('index.html has no #app.')
  const language = activateLanguage(chooseLanguage(preferences().locale, navigator.language))
  const me = client.fetchQuery({ queryKey: ['me'], queryFn: ({ signal }) => findMe(signal) }).catch(() => null)
  await language
  // A stored choice wins over the account's language, and that over the browser's.
  const account = (await me)?.locale
  if (!preferences().locale && account) await activateLanguage(chooseLanguage(account, navigator.language))
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <Router base={base} aroundNav={aroundNavigation}>
        <Gate />
      </Router>
    </QueryClientProvider>,
  )
}

void start()
