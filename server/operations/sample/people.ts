// Who takes part in the sample data: customers, their companies, and a small team. Everybody's address ends in .example,
// which no mail can leave for (RFC 2606).
import { type Dice, newDice } from './dice.ts'
import { PHRASES } from './texts/index.ts'
import type { Phrases } from './texts/phrases.ts'

export interface SamplePerson {
  name: string
  first: string
  email: string
  city: string
  phrases: Phrases
}

/** Languages by weight: half of the customers write English. */
const LANGUAGES = [0, 0, 0, 1, 1, 2, 3]
const COMPANIES = [
  'Nordlicht',
  'Harbour & Sons',
  'De Molen',
  'Officina Verde',
  'Blue Kite',
  'Steinbach',
  'Zeewind',
  'Casa Lume',
  'Oakfield',
  'Lindenhof',
  'Het Anker',
  'Monteverde',
  'Brightside',
  'Kornblume',
  'Polderland',
  'Fontana',
  'Redwood',
  'Bergmann',
  'Duinzicht',
  'Alba',
]
/** One customer in so many writes from a company's address. */
const COMPANY_SHARE = 0.3
const AGENTS = ['Robin Marsh', 'Jana Keller', 'Sofie Maes', 'Marco Fontana', 'Priya Nair', 'Tom Lind']

export interface SampleCompany {
  name: string
  domain: string
}

export const SAMPLE_COMPANIES: readonly SampleCompany[] = COMPANIES.map((name) => ({
  name,
  domain: `${plain(name)}.example`,
}))
export const SAMPLE_AGENTS = AGENTS.map((name) => ({ name, email: `${plain(name).replace('-', '.')}@team.example` }))

/** The customer of a number; the same at every call. */
export function sampleCustomer(index: number): SamplePerson {
  const dice = newDice(index * 2 + 1)
  const phrases = PHRASES[dice.pick(LANGUAGES)] ?? PHRASES[0]
  if (!phrases) throw new Error('there are no languages')
  const first = dice.pick(phrases.given_names)
  const family = dice.pick(phrases.family_names)
  return {
    name: `${first} ${family}`,
    first,
    email: `${plain(first)}.${plain(family)}.${index}@${domainOf(dice)}`,
    city: dice.pick(phrases.cities),
    phrases,
  }
}

function domainOf(dice: Dice): string {
  return dice.chance(COMPANY_SHARE)
    ? dice.pick(SAMPLE_COMPANIES).domain
    : dice.pick(['post.example', 'mail.example', 'inbox.example'])
}

/** Lower-case ASCII for an address: `Jürgen` → `jurgen`, `van Dijk` → `van-dijk`. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
