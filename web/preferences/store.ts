/**
 * What each person sets for this browser: theme, density, language, keys, widths. Kept in localStorage (no personal
 * data), read synchronously at start so that nothing flashes, and shared between tabs.
 */
import { useSyncExternalStore } from 'react'

/** How one view is looked at, beside how it was saved. */
export interface ViewLook {
  columns?: string[]
  /** In pixels, by column. */
  widths?: Record<string, number>
  /** A column's name, with a minus before it for descending; '' for the view's own order. */
  sort?: string
}

export interface Preferences {
  theme: 'auto' | 'light' | 'dark'
  contrast: 'auto' | 'more'
  density: 'compact' | 'default' | 'comfortable'
  locale: string | null
  has_character_keys: boolean
  keys: Record<string, string[]>
  is_rail_wide: boolean | null
  is_list_hidden: boolean
  is_context_open: boolean
  list_width: number | null
  sort: string
  /** By the ids of saved views. */
  view_looks: Record<string, ViewLook>
}

export const defaults: Preferences = {
  theme: 'auto',
  contrast: 'auto',
  density: 'default',
  locale: null,
  has_character_keys: true,
  keys: {},
  is_rail_wide: null,
  is_list_hidden: false,
  is_context_open: true,
  list_width: null,
  sort: '-updated_at',
  view_looks: {},
}

const storageKey = 'custos.preferences'
const listeners = new Set<() => void>()
let current = read()

/** The stored preferences over the defaults; damaged storage counts as none. */
export function parsePreferences(text: string | null): Preferences {
  if (!text) return defaults
  try {
    const stored: unknown = JSON.parse(text)
    return typeof stored === 'object' && stored !== null ? { ...defaults, ...stored } : defaults
  } catch (error) {
    if (error instanceof SyntaxError) return defaults
    throw error
  }
}

function read(): Preferences {
  return typeof localStorage === 'undefined' ? defaults : parsePreferences(localStorage.getItem(storageKey))
}

export function preferences(): Preferences {
  return current
}

/** Changes some preferences, stores them and shows them at once. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  localStorage.setItem(storageKey, JSON.stringify(current))
  applyAppearance()
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Puts theme, contrast and density on <html>, where the tokens look for them. */
export function applyAppearance(): void {
  const { theme, contrast, density } = current
  const root = document.documentElement
  root.dataset.density = density
  if (theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = theme
  const isMore = contrast === 'more' || matchMedia('(prefers-contrast: more)').matches
  if (isMore) root.dataset.contrast = 'more'
  else delete root.dataset.contrast
}

/** Follows changes made in another tab. Call once. */
export function watchOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key !== storageKey) return
    current = read()
    applyAppearance()
    for (const listener of listeners) listener()
  })
}

/** Changes how one saved view is looked at. */
export function setViewLook(view: number, change: ViewLook): void {
  const { view_looks } = current
  setPreferences({ view_looks: { ...view_looks, [view]: { ...view_looks[view], ...change } } })
}
