import { describe, expect, it } from 'vitest'
import { blotHtml, blotPlain, blotText, lettersOf, readRedactTags } from './blot.ts'
import { sanitise } from './sanitise.ts'

const only = (...texts: string[]) => ({ texts, stretches: [] })

describe('taking words out', () => {
  it.each([
    ['My number is 9999!', '9999', 'My number is ▇▇▇▇!'],
    ['Anna\nBerg and Anna Berg', 'Anna Berg', '▇▇▇▇\n▇▇▇▇ and ▇▇▇▇ ▇▇▇▇'],
    ['a.b a+b', 'a+b', 'a.b ▇▇▇'],
    ['nothing here', 'else', 'nothing here'],
    ['kept', '  ', 'kept'],
    ['a 😀 face', '😀', 'a ▇ face'],
  ])('of text: %j without %j', (text, word, left) => {
    expect(blotText(text, [word])).toBe(left)
    expect(blotPlain(text, only(word))).toBe(left)
  })

  it.each([
    ['<p>My number is 99<b>99</b>!</p>', '9999'],
    ['<p>Write to <a href="mailto:anna@berg.example">anna@berg.example</a></p>', 'anna@berg.example'],
    ['<p>See <a href="https://shop.example/?mail=anna%40berg.example">this</a></p>', 'anna@berg.example'],
    ['<p>5 &lt; 6 &amp; so on</p>', '5 < 6 & so'],
    ['<table><tbody><tr><td>Anna</td><td>Berg</td></tr></tbody></table>', 'Anna Berg'],
  ])('of HTML: %s without %s', (html, word) => {
    const { html: kept } = sanitise(html)
    const left = blotHtml(kept, only(word))
    for (const part of word.split(' ').filter((one) => one.length > 2)) {
      expect(left.html).not.toContain(part)
      expect(decodeURIComponent(left.html)).not.toContain(part)
      expect(left.text).not.toContain(part)
    }
    expect(sanitise(left.html).html).toBe(left.html)
  })

  it('keeps what is not meant', () => {
    const { html } = blotHtml('<p>One <b>two</b> <a href="https://x.example/">three</a></p>', only('two'))
    expect(html).toContain('<b>▇▇▇</b>')
    expect(html).toContain('https://x.example/')
  })

  it('reads what a client marked, letter by letter', () => {
    const marked = readRedactTags('<p>8 is <redact>8</redact> and <i>8</i> <img data-remote-image="0" redact></p>')
    expect(marked).toMatchObject({ letters: '8is8and8', stretches: [{ from: 3, to: 4 }], remote_images: [0] })
    const own = '<p>8 is 8 and <i>8</i></p>'
    expect(lettersOf(own)).toBe(marked.letters)
    expect(blotHtml(own, { texts: [], stretches: marked.stretches }).text).toBe('8 is ▇ and 8')
  })
})
