// Liquid for the texts of rules. What an admin writes is parsed once, when it is used; what customers wrote is only ever
// a value: it is never parsed, has no methods, and is escaped for where it goes. Templates reach no file, no other
// template, and neither time nor memory beyond the bounds below.
import { Liquid, LiquidError, type Template } from 'liquidjs'
import { Refusal } from '../../platform/errors.ts'

/** Characters of one text with placeholders. */
const TEMPLATE_LENGTH = 65_536
/** Milliseconds that rendering one text may take. */
const RENDER_MS = 250
/** What rendering one text may make, in about bytes, and render in pieces. */
const RENDER_MEMORY = 4_000_000
const RENDER_PIECES = 20_000
/** Characters that a rendered text may have. */
export const RENDERED_LENGTH = 500_000

export type Escaping = 'html' | 'json' | 'none'

/** Text that is HTML already, made by us: the formatted conversation. */
export class SafeHtml {
  readonly html: string
  constructor(html: string) {
    this.html = html
  }
  toString(): string {
    return this.html
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value).toWellFormed())

const ESCAPES: Readonly<Record<Escaping, (value: unknown) => string>> = {
  html: (value) => (value instanceof SafeHtml ? value.html : escapeHtml(textOf(value)).replaceAll('\n', '<br>')),
  // As the inside of a JSON text: bodies of webhooks put placeholders between quotes.
  json: (value) => JSON.stringify(textOf(value)).slice(1, -1),
  none: textOf,
}

/** Tags that would read other templates. */
const WITHOUT = ['include', 'render', 'layout', 'block']

function engineFor(escaping: Escaping): Liquid {
  const engine = new Liquid({
    templates: {},
    cache: false,
    ownPropertyOnly: true,
    strictVariables: false,
    strictFilters: true,
    outputEscape: ESCAPES[escaping],
    parseLimit: TEMPLATE_LENGTH,
    renderLimit: RENDER_MS,
    memoryLimit: RENDER_MEMORY,
  })
  for (const name of WITHOUT) delete engine.tags[name]
  return engine
}

const ENGINES: Readonly<Record<Escaping, Liquid>> = {
  html: engineFor('html'),
  json: engineFor('json'),
  none: engineFor('none'),
}

/** Why a text cannot be read, with its line and column, or null. For when a rule is saved. */
export function templateError(text: string): string | null {
  try {
    parse(ENGINES.none, text)
    return null
  } catch (error) {
    return error instanceof Refusal ? error.message : String(error)
  }
}

function parse(engine: Liquid, text: string): Template[] {
  if (text.length > TEMPLATE_LENGTH)
    throw new Refusal('invalid', `The text has more than ${TEMPLATE_LENGTH} characters`)
  try {
    return engine.parse(text)
  } catch (error) {
    throw new Refusal('invalid', reasonOf(error), { cause: error })
  }
}

/** A sentence about what is wrong with a template; the place is in it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'the text could not be read'
  return text.replace(/\s+/g, ' ').slice(0, 200)
}

/** The values that placeholders stand for. Plain data; own properties only are reached. */
export type Values = Readonly<Record<string, unknown>>

/** Renders a text. Refusal `invalid` where it cannot be read, takes too long or grows too large. */
export function renderTemplate(text: string, values: Values, escaping: Escaping): string {
  if (!text.includes('{{') && !text.includes('{%')) return text
  const engine = ENGINES[escaping]
  const template = parse(engine, text)
  try {
    const rendered = String(engine.renderSync(template, values, { templateLimit: RENDER_PIECES }))
    if (rendered.length > RENDERED_LENGTH) throw new Refusal('invalid', 'The text became too long')
    return rendered
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof LiquidError) throw new Refusal('invalid', reasonOf(error), { cause: error })
    throw error
  }
}
