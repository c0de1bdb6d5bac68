// Watches what is written and says whether a browser's parser would build exactly the same tree from it. Most mail is
// of that kind, and then parsing our own output again, which costs as much as everything else together, can be left
// out. It answers yes only for forms that are safe by the rules of the HTML standard ("tree construction"); everything
// it does not know counts as no.

const CLOSES_PARAGRAPH = new Set(
  (
    'address article aside blockquote center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p ' +
    'pre section table ul'
  ).split(' '),
)
const HEADING = /^h[1-6]$/
/** Elements that the parser opens again by itself when they were cut off; four alike are too many for its list. */
const FORMATTING = new Set('a b big code em font i s small strike strong tt u'.split(' '))
const MAX_ALIKE = 2
/** Which parent each table element needs. */
const TABLE_PARENT: Record<string, RegExp> = {
  caption: /^table$/,
  colgroup: /^table$/,
  col: /^colgroup$/,
  tbody: /^table$/,
  thead: /^table$/,
  tfoot: /^table$/,
  tr: /^(?:tbody|thead|tfoot)$/,
  td: /^tr$/,
  th: /^tr$/,
}
/** Between these tags only table elements and white space may stand. */
const TABLE_FRAME = /^(?:table|colgroup|tbody|thead|tfoot|tr)$/
/** What the parser does inside one of these does not reach out of it. */
const CELL = /^(?:td|th|caption)$/

export class Structure {
  stable = true
  private readonly open_tags: string[] = []

  open(name: string): void {
    if (this.stable && !this.mayOpen(name)) this.stable = false
    this.open_tags.push(name)
  }

  close(): void {
    this.open_tags.pop()
  }

  /** A void element such as br. */
  leaf(name: string): void {
    if (this.stable && !this.mayOpen(name)) this.stable = false
  }

  text(text: string): void {
    if (this.stable && TABLE_FRAME.test(this.open_tags.at(-1) ?? '') && /[^ \t\n]/.test(text)) this.stable = false
  }

  private mayOpen(name: string): boolean {
    const parent = this.open_tags.at(-1) ?? ''
    const needed = Object.hasOwn(TABLE_PARENT, name) ? TABLE_PARENT[name]! : null
    if (needed) return needed.test(parent)
    if (TABLE_FRAME.test(parent)) return false
    if (HEADING.test(name) && HEADING.test(parent)) return false
    let alike = 0
    for (let i = this.open_tags.length - 1; i >= 0; i--) {
      const above = this.open_tags[i]!
      if (CELL.test(above)) break
      if (above === 'p' && CLOSES_PARAGRAPH.has(name)) return false
      if (above === name && (name === 'a' || /^(?:li|dd|dt)$/.test(name)) && !this.hasListBetween(i)) return false
      if (/^d[dt]$/.test(name) && /^d[dt]$/.test(above) && !this.hasListBetween(i)) return false
      if (above === name && FORMATTING.has(name) && ++alike >= MAX_ALIKE) return false
    }
    return true
  }

  /** Whether a list stands between an item at this index and here: then the new item is of the inner list. */
  private hasListBetween(index: number): boolean {
    return this.open_tags[index] !== 'a' && this.open_tags.slice(index + 1).some((name) => /^(?:ul|ol|dl)$/.test(name))
  }
}
