// The style sheet of the server-rendered pages: the product's tokens and what the pages add. Its address carries its
// hash, so browsers keep it for good and see a change at once.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')

/** Comments and indentation are for those who read the source. */
function compact(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\n\s*/g, '\n')
    .replaceAll(/\n+/g, '\n')
    .replaceAll(/([{};,])\n/g, '$1')
    .trim()
}

export const STYLE_SHEET = compact(
  `${read('../styles/tokens.css')}\n${read('style.css')}\n${read('conversation.css')}\n${read('factors/factors.css')}`,
)
export const STYLE_SHEET_PATH = '/assets/pages.css'
export const STYLE_SHEET_URL = `${STYLE_SHEET_PATH}?v=${createHash('sha256').update(STYLE_SHEET).digest('base64url').slice(0, 12)}`
