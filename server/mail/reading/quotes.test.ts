import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitiseBody } from '../../platform/html/sanitise.ts'
import { splitQuotes } from './quotes.ts'
import { findQuotesInHtml } from './quotes-html.ts'
import { readHere } from './read.ts'

const corpora = join(process.env.CUSTOS_SHARED ?? '../shared', 'corpora')

test.each([
  ['On Mon, Apr 2, 2024 at 6:26 PM, Ann Doe <ann@example.org> wrote:', 'English'],
  ['Am Mo., 2. Apr. 2024 um 18:26 Uhr schrieb Ann Doe <ann@example.org>:', 'German, Gmail'],
  ['Am 02.04.2024 um 18:26 schrieb Ann Doe:', 'German, Thunderbird'],
  ['Ann Doe <ann@example.org> schrieb am 02.04.2024 um 18:26:', 'German, name first'],
  ['Op ma 2 apr. 2024 om 18:26 schreef Ann Doe <ann@example.org>:', 'Dutch'],
  ['Op 2 apr. 2024 om 18:26 heeft Ann Doe <ann@example.org> het volgende geschreven:', 'Dutch, Apple'],
  ['Il giorno lun 2 apr 2024 alle ore 18:26 Ann Doe <ann@example.org> ha scritto:', 'Italian'],
  ['Il 02/04/2024 18:26, Ann Doe ha scritto:', 'Italian, Thunderbird'],
  ['On Mon, Apr 2, 2024 at 6:26 PM, A Person With A Very Long Name\n<ann@example.org>\nwrote:', 'wrapped'],
  ['-----Original Message-----', 'Outlook, English'],
  ['-----Ursprüngliche Nachricht-----', 'Outlook, German'],
  ['-----Oorspronkelijk bericht-----', 'Outlook, Dutch'],
  ['-----Messaggio originale-----', 'Outlook, Italian'],
  ['From: Ann Doe <ann@example.org>\nSent: Monday\nTo: Help\nSubject: Fire', 'header block, English'],
  ['Von: Ann Doe <ann@example.org>\nGesendet: Montag\nAn: Help\nBetreff: Feuer', 'header block, German'],
  ['Van: Ann Doe <ann@example.org>\nVerzonden: maandag\nAan: Help\nOnderwerp: Brand', 'header block, Dutch'],
  ['Da: Ann Doe <ann@example.org>\nInviato: lunedì\nA: Help\nOggetto: Incendio', 'header block, Italian'],
])('%s begins quoted history (%s)', (header) => {
  const split = splitQuotes(`Thank you, it works.\n\n${header}\n> It burns.\n> Really.`)
  expect(split.visible).toBe('Thank you, it works.')
  expect(split.quoted).toContain('It burns.')
})

test('a sentence that looks a little like a header is left alone', () => {
  for (const text of [
    'On Tuesday I wrote:\nhello',
    'From: the kitchen\nwith love',
    'He wrote: yes',
    'On 3 machines it fails\nwhy?',
  ]) {
    expect(splitQuotes(`Hello,\n${text}`).visible).toBe(`Hello,\n${text}`)
  }
})

test('an answer below the quotation is visible', () => {
  expect(splitQuotes('On 1.2.2024 10:00, Ann <ann@example.org> wrote:\n> Does it burn?\n\nYes.').visible).toBe('Yes.')
})

test('answers between quoted lines stay with what they answer', () => {
  const text = 'Hello,\n> Does it burn?\nYes.\n> For how long?\nAn hour.'
  expect(splitQuotes(text).visible).toBe(text)
})

test('signatures are folded, also those of telephones', () => {
  expect(splitQuotes('It burns.\n\n-- \nAnn Doe\nAcme').signature).toBe('-- \nAnn Doe\nAcme')
  for (const line of [
    'Sent from my iPhone',
    'Von meinem iPhone gesendet',
    'Verstuurd vanaf mijn iPhone',
    'Inviato da iPhone',
    'Get Outlook for Android',
  ]) {
    expect(splitQuotes(`It burns.\n\n${line}`)).toMatchObject({ visible: 'It burns.', signature: line })
  }
})

test('a forwarded message is content, and a text that is all quotation is shown', () => {
  const forwarded =
    'Please see below.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@example.org>\nDate: Monday\nSubject: Fire\nTo: Help\n\nIt burns.'
  expect(splitQuotes(forwarded).visible).toBe(forwarded)
  expect(splitQuotes('> all of it\n> is quoted').visible).toBe('> all of it\n> is quoted')
})

test('nothing is lost: the ranges cover every text without gaps', () => {
  const line = fc.constantFrom(
    '> q',
    'words',
    '',
    '-- ',
    'On 1.1.2024, Ann <a@b.example> wrote:',
    '-----Original Message-----',
    'From: a',
    'To: b',
    'Sent: c',
    '____________',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
      const text = lines.join('\n')
      const { ranges } = splitQuotes(text)
      expect(ranges.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
    }),
  )
})

test('HTML is folded as mail programs mark it', () => {
  const samples: [string, string][] = [
    [
      '<div>Yes.</div><div class="gmail_quote"><div class="gmail_attr">On Monday Ann wrote:</div><blockquote>It burns</blockquote></div>',
      'Gmail',
    ],
    [
      '<p>Yes.</p><div class="moz-cite-prefix">On 1.2.24 Ann wrote:</div><blockquote type="cite">It burns</blockquote>',
      'Thunderbird',
    ],
    [
      '<p>Yes.</p><div>On 2 Apr 2024, at 10:00, Ann &lt;ann@example.org&gt; wrote:</div><br><blockquote type="cite">It burns</blockquote>',
      'Apple',
    ],
    [
      '<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ann</div><div>It burns</div>',
      'Outlook on the web',
    ],
    ['<div>Yes.</div><div id="x_divRplyFwdMsg"><b>From:</b> Ann</div><div>It burns</div>', 'Outlook, quoted again'],
    [
      '<div><p>Yes.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0 0 0"><p><b>Von:</b> Ann<br><b>Gesendet:</b> Montag<br><b>An:</b> Help<br><b>Betreff:</b> Feuer</p></div></div><p>It burns</p></div>',
      'Outlook',
    ],
    ['<div>Yes.</div><div class="yahoo_quoted">It burns</div>', 'Yahoo'],
    ['<p>Yes.<br>26.06.2024, 14:41, "Ann" &lt;ann@example.org&gt;:</p><blockquote>It burns</blockquote>', 'Yandex'],
    ['<p>Yes.</p><p>-----Original Message-----</p><p>It burns</p>', 'plain line'],
  ]
  for (const [html, program] of samples) {
    const { visible_text, quoted_html, html: whole } = sanitiseBody(html, findQuotesInHtml)
    expect([program, visible_text, quoted_html.includes('It burns')]).toEqual([program, 'Yes.', true])
    expect(whole).toContain('It burns')
  }
})

test('forwarded HTML and HTML that is all quotation are shown', () => {
  expect(
    sanitiseBody(
      '<div>See.</div><div class="gmail_quote"><div>---------- Forwarded message ---------</div>It burns</div>',
      findQuotesInHtml,
    ).visible_text,
  ).toContain('It burns')
  expect(sanitiseBody('<div class="gmail_quote">It burns</div>', findQuotesInHtml).visible_text).toBe('It burns')
})

test.runIf(existsSync(join(corpora, 'quotes')))('the replies of known programs give exactly the reply', async () => {
  const right: string[] = []
  const folder = join(corpora, 'quotes/talon/standard_replies')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.eml'))) {
    const mail = await readHere(readFileSync(join(folder, name)))
    if (splitQuotes(mail.text).visible === 'Hello') right.push(name)
  }
  for (const name of readdirSync(join(corpora, 'quotes/talon/html_replies'))) {
    const { visible_text } = sanitiseBody(
      readFileSync(join(corpora, 'quotes/talon/html_replies', name), 'utf8'),
      findQuotesInHtml,
    )
    if (visible_text.replace(/\s+/g, ' ') === 'Hi. I am fine. Thanks, Alex') right.push(name)
  }
  // 12 mails and 9 pages; one mail wraps a quoted line so that the parser joins it with the reply.
  expect(right.length).toBeGreaterThanOrEqual(20)
})
