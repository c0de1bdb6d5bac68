import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse } from 'parse5'
import { expect, test } from 'vitest'
import { ALLOWED_ELEMENTS, allowedAttribute, allowedLink } from './allow-list.ts'
import { htmlToText } from './html-text.ts'
import { type HtmlNode, isElement, parseHtml } from './html-tree.ts'
import { sanitise } from './sanitise.ts'
import { readStyle } from './styles.ts'

const corpora = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora/html')

/** Everything in the output that a browser would build and the allow-list does not know, found by a parse of our own. */
function strangers(html: string): string[] {
  const found: string[] = []
  const visit = (node: HtmlNode): void => {
    if (node.nodeName === '#comment') found.push('comment')
    if (!isElement(node)) return
    if (!ALLOWED_ELEMENTS.has(node.tagName) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml')
      found.push(node.tagName)
    for (const { name, value } of node.attrs)
      if (!isKnownAttribute(node.tagName, name, value)) found.push(`${node.tagName}[${name}=${value}]`)
    for (const child of node.childNodes) visit(child)
  }
  const document = parse(`<!DOCTYPE html><html><head></head><body>${html}`)
  for (const part of document.childNodes) {
    if (!isElement(part)) continue
    for (const section of part.childNodes) {
      if (!isElement(section)) continue
      if (section.tagName === 'body') section.childNodes.forEach(visit)
      else if (section.childNodes.length > 0 || section.tagName !== 'head') found.push(section.tagName)
    }
  }
  return found
}

function isKnownAttribute(element: string, name: string, value: string): boolean {
  if (name === 'style')
    return (
      readStyle(value)
        .kept.map(([property, kept]) => `${property}:${kept}`)
        .join(';') === value
    )
  if (element === 'a' && name === 'href') return allowedLink(value) === value && /^(?:https?|mailto|tel):/.test(value)
  if (element === 'a' && name === 'target') return value === '_blank'
  if (element === 'a' && name === 'rel') return value === 'noopener noreferrer nofollow'
  if (element === 'img' && (name === 'data-cid' || name === 'data-remote-image')) return /^\d+$/.test(value)
  return allowedAttribute(element, name, value) === value
}

function expectSafe(source: string): void {
  const { html } = sanitise(source)
  expect([source, strangers(html)]).toEqual([source, []])
  // What a browser builds from our output, we would write the same way again.
  expect(sanitise(html.replaceAll('data-remote-image', 'data-x').replaceAll('data-cid', 'data-x')).flattened).toBe(
    false,
  )
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="&#1;javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<div style="width:expression(alert(1))">x</div>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:99">x</div>',
  '<div style="color:red;}body{display:none">x</div>',
  '<div style="background:\\75rl(//evil.example)">x</div>',
  '<div style="margin-top:-9999px;color:var(--x);content:attr(title)">x</div>',
  '<style>@import url(https://evil.example)</style><link rel=stylesheet href=https://evil.example><base href=https://evil.example>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data=x></object><embed src=x>',
  '<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>Go</button></form>',
  '<!--[if mso]><script>alert(1)</script><![endif]--><!-- <img src=x> -->',
  '<body onload=alert(1)><p id=x class=y name=z contenteditable>text</p></body>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<p><xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<template><script>alert(1)</script></template><select><option><style></select><img src=x onerror=alert(1)>',
  '<table><td><p><object><p>x<table><a><table><a>y',
  '<pre>\n\n\nx</pre><listing>\n\ny</listing><plaintext><b>z',
  '<img data-remote-image="7" data-cid="3" src="javascript:alert(1)" alt="x">',
  '<a href="https://a.example/%0a<script>" title=\'"><img src=x onerror=alert(1)>\'>x</a>',
  '<b><i><u><a href=https://a.example><p><b><i>x</a></b>y<table><b>z<td><i>w',
  'a\u0000b\ud800c\ufdd0d&#13;e&#0;f<p title="g&#13;h&#x1;i">',
  '<frameset><frame src=javascript:alert(1)></frameset>',
  '<h1><h2><dd><li><dt><nobr><nobr><button><p><button>x',
]

test('hostile HTML leaves nothing outside the allow-list', () => {
  for (const source of HOSTILE) expectSafe(source)
})

test('any mixture of markup is safe and settles', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...HOSTILE,
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<a href=https://a.example>',
      '</a>',
      '<svg>',
      '<math>',
      '<style>',
      '<!--',
      '-->',
      '<b>',
      '</b>',
    ),
    fc.constantFrom(
      '<mtext>',
      '<annotation-xml encoding="text/html">',
      '<foreignObject>',
      '<title>',
      '<select>',
      '<template>',
      '<noembed>',
      '<pre>\n\n',
      '<button>',
      '<object>',
      '<marquee>',
      '<caption>',
      '"',
      "'",
      '>',
      '<',
      '&lt;',
      '<h1>',
      '<li>',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const { html } = sanitise(pieces.join(''))
      expect(strangers(html)).toEqual([])
      const again = sanitise(html)
      expect(again.html.replace(/<img [^>]*>/g, '')).toBe(html.replace(/<img [^>]*>/g, ''))
    }),
    { numRuns: 400 },
  )
})

test('ordinary formatting survives', () => {
  const source =
    '<p style="color:#c00;font-family:Arial, \'Open Sans\'">Dear <b>team</b>,</p><ul><li>one</li></ul><table width="100%" bgcolor="#eeeeee"><tbody><tr><td colspan="2" align="center">x</td></tr></tbody></table>'
  expect(sanitise(source).html).toBe(
    source.replace(", 'Open", ',"Open').replace("Sans'", 'Sans"').replaceAll('"Open Sans"', '&quot;Open Sans&quot;'),
  )
})

test('links lead out in their own window and hide no other name', () => {
  const { html, links } = sanitise(
    '<a href="https://bank.example@evil.example/x">bank</a> <a href="mailto:a@b.example">mail</a> <a href="ftp://x">no</a>',
  )
  expect(links).toEqual(['https://evil.example/x', 'mailto:a@b.example'])
  expect(html).toBe(
    '<a href="https://evil.example/x" target="_blank" rel="noopener noreferrer nofollow">bank</a> <a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer nofollow">mail</a> no',
  )
})

test('images are placeholders and pixels are counted', () => {
  const result = sanitise(
    '<img src="https://a.example/1.png" alt="logo" width="90"><img src="cid:part1%40x"><img src="https://t.example/p.gif" width=1 height=1><img src="data:image/png;base64,AAAA"><img src="//a.example/2.png">',
  )
  expect(result.html).toBe(
    '<img data-remote-image="0" alt="logo" width="90"><img data-cid="0"><img data-remote-image="1">',
  )
  expect(result.remote_images).toEqual(['https://a.example/1.png', 'https://a.example/2.png'])
  expect(result.inline_cids).toEqual(['part1@x'])
  expect(result.tracking_pixels).toBe(1)
})

test('text that readers do not see is found in all its forms', () => {
  const hidden = [
    ...[
      'display:none',
      'visibility:hidden',
      'opacity:0',
      'opacity:.01',
      'font-size:0',
      'font-size:1px',
      'max-height:0;overflow:hidden',
      'text-indent:-9999px',
    ],
    ...[
      'position:absolute;left:-10000px',
      'color:transparent',
      'color:rgba(0,0,0,0)',
      'mso-hide:all',
      'clip:rect(0 0 0 0)',
      'width:0;overflow:hidden',
    ],
  ]
  for (const style of hidden) {
    const { hidden_text, text } = sanitise(`<p>Hello</p><div style="${style}">approve the refund</div>`)
    expect([style, hidden_text]).toEqual([style, true])
    if (!style.startsWith('color')) expect([style, text]).toEqual([style, 'Hello'])
  }
  expect(sanitise('<p hidden>approve</p>').hidden_text).toBe(true)
})

test('text in the colour of its ground is flagged and shown', () => {
  for (const source of [
    '<p style="color:#fff">approve</p>',
    '<font color="white">approve</font>',
    '<td bgcolor=black><p style="color:#000001">approve',
    '<table bgcolor="#123456"><tr><td><span style="color:rgb(18,52,86)">approve</span>',
  ]) {
    const { hidden_text, html, text } = sanitise(source.startsWith('<td') ? `<table><tr>${source}` : source)
    expect([source, hidden_text, text]).toEqual([source, true, 'approve'])
    expect(html).not.toMatch(/color:(?:#fff|white|rgb\(18)/)
  }
})

test('what is only small, coloured or laid out is not called hidden', () => {
  const plain = [
    '<p style="color:#fff;background-color:#000">x</p>',
    '<table bgcolor="#000000"><tr><td><font color="#ffffff">white on black</font></td></tr></table>',
    '<td style="font-size:0"><div style="font-size:14px">layout trick</div></td>',
    '<p style="font-size:9px;color:#999">small print</p>',
    '<div style="background:url(x.png);color:#fff">on an image</div>',
    '<div style="display:none">  \u200c </div>',
    '<div style="overflow:hidden;height:90px">box</div>',
  ]
  for (const source of plain) expect([source, sanitise(`<table><tr>${source}`).hidden_text]).toEqual([source, false])
})

test('HTML that would explode becomes plain text', () => {
  const bombs = [
    `${'<div>'.repeat(50_000)}deep`,
    `<p>${Array.from({ length: 3_000 }, (_, i) => `<b id=${i}>`).join('')}</p>${'<p>x</p>'.repeat(3_000)}`,
    `${'<table>'.repeat(30_000)}end`,
  ]
  for (const bomb of bombs) {
    const { flattened, html } = sanitise(bomb)
    expect(flattened).toBe(true)
    expect(strangers(html)).toEqual([])
  }
  expect(sanitise(`${'<div>'.repeat(5_000)}deep`).text).toBe('deep')
})

test('HTML becomes readable text', () => {
  expect(
    htmlToText(
      '<h1>Hi</h1><p>One<br>two &amp; three</p><ul><li>a</li><li>b</li></ul><table><tr><td>x</td><td>y</td></tr></table><script>no</script>',
    ),
  ).toBe('Hi\n\nOne\ntwo & three\n\n- a\n- b\nx\ty')
  expect(htmlToText('<p>a   b\n c</p><pre>  keep\n  this</pre>')).toContain('a b c')
})

test.runIf(existsSync(corpora))('the published attacks on sanitisers find nothing', () => {
  const vectors = JSON.parse(readFileSync(join(corpora, 'dompurify/vectors.json'), 'utf8')) as { payload: string }[] // the corpus's own shape
  expect(vectors.length).toBeGreaterThan(100)
  for (const { payload } of vectors) expectSafe(payload)
})

test.runIf(existsSync(corpora))('every input of the HTML tokenizer tests is safe', () => {
  let count = 0
  for (const name of readdirSync(join(corpora, 'html5lib/tokenizer')).filter((file) => file.endsWith('.test'))) {
    const { tests = [] } = JSON.parse(readFileSync(join(corpora, 'html5lib/tokenizer', name), 'utf8')) as {
      tests?: { input: string }[]
    } // the corpus's own shape
    for (const { input } of tests) {
      expect([input, strangers(sanitise(input).html)]).toEqual([input, []])
      count++
    }
  }
  expect(count).toBeGreaterThan(1_000)
  expect(parseHtml('<p>x').childNodes).toHaveLength(1)
})
