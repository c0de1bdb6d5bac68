// Pages are written as `html` templates and rendered to a string on the server. Preact escapes what is put in; there is
// no way to put in raw HTML here.
import htm from 'htm'
import { type ComponentChildren, h, type VNode } from 'preact'
import { render } from 'preact-render-to-string'

export type Html = VNode | VNode[]
export type Content = ComponentChildren

// The package's types describe its CommonJS form; what is imported here is the ES module, whose default is the function.
export const html = (htm as unknown as typeof htm.default).bind(h)

/** A whole document. */
export function renderDocument(root: Html): string {
  // A template with several roots would lose all but one here; documents have one.
  if (Array.isArray(root)) throw new Error('a document has one root')
  return `<!doctype html>${render(root)}`
}
