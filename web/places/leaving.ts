/**
 * Leaving a page on which something is not saved: whoever holds the place is asked first, be it a link, a command, the
 * browser's back button or closing the tab.
 */
type Go = () => void

type Ask = (go: Go) => void

/** The last one asks: it was changed last. */
const holders: Ask[] = []

/** Stands around every navigation of the app (wouter's `aroundNav`). */
export function aroundNavigation<Options>(
  navigate: (to: string, options?: Options) => void,
  to: string,
  options?: Options,
): void {
  const go = () => navigate(to, options)
  const ask = holders.at(-1)
  if (ask) ask(go)
  else go()
}

/** Holds the place one is at until the returned function is called. `ask` gets what to do to leave after all. */
export function holdPlace(ask: Ask): () => void {
  const here = location.pathname + location.search
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
  // Back has happened already when one hears of it: the place is put back before anybody else looks.
  const onBack = () => {
    const there = location.pathname + location.search
    if (there === here || holders.at(-1) !== ask) return
    history.pushState(null, '', here)
    ask(() => history.replaceState(null, '', there))
  }
  holders.push(ask)
  window.addEventListener('beforeunload', onUnload)
  window.addEventListener('popstate', onBack, { capture: true })
  return () => {
    holders.splice(holders.indexOf(ask), 1)
    window.removeEventListener('beforeunload', onUnload)
    window.removeEventListener('popstate', onBack, { capture: true })
  }
}
