// What a browser calls itself, in words: "Firefox on Windows". Anybody may write anything there, so it is shown as a
// hint and decides nothing.
import Bowser from 'bowser'
import { sourceOf } from '../attempts.ts'

const MAX_NAME = 80

/** A short name for a User-Agent header; empty where it says nothing. */
export function deviceName(user_agent: string | null): string {
  if (!user_agent) return ''
  const { browser, os } = Bowser.parse(user_agent.slice(0, 300))
  const name = [browser.name, os.name].filter((part) => part !== undefined && part !== '').join(' · ')
  return (name || user_agent).slice(0, MAX_NAME)
}

/** Where a request came from, as far as that can be told without asking anybody: the network, not the country. */
export function networkOf(ip: string | null): string | null {
  if (ip === null) return null
  const source = sourceOf(ip)
  return /^\d+\.\d+\.\d+\.\d+$/.test(source) ? source.replace(/\.\d+$/, '.0/24') : source
}
