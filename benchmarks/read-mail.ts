// How long reading one ordinary mail takes: parsing, sanitising, folding, judging by headers, and the sender check
// without the network. Run: node benchmarks/read-mail.ts

import { dedupeKey, readMail, verifySender } from '../server/mail/reading/index.ts'

const ROUNDS = 400
const WARM_UP = 150

/** A 30 kB HTML mail as Outlook writes it: styles on everything, a table, a quoted conversation. */
function sampleMail(): Buffer {
  const paragraph = (i: number) =>
    `<p class="MsoNormal" style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"><span lang="EN" style="color:#1F497D">Paragraph ${i}: the printer on the second floor says it is out of paper although it is full. <b>Please</b> see <a href="https://example.org/ticket/${i}">this page</a>.</span></p>\r\n`
  const rows = Array.from(
    { length: 20 },
    (_, i) => `<tr><td style="padding:2px 4px;border:solid #ccc 1px">Row ${i}</td><td>${i * 7}</td></tr>`,
  ).join('\r\n')
  const body = Array.from({ length: 30 }, (_, i) => paragraph(i)).join('')
  const quoted = Array.from({ length: 30 }, (_, i) => paragraph(100 + i)).join('')
  const html = `<html><head><style>p.MsoNormal{margin:0}</style></head><body>${body}<table>${rows}</table><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Help<br><b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> Printer</p></div>${quoted}</body></html>`
  const plain = html.replace(/<[^>]+>/g, ' ').slice(0, 4_000)
  const headers = [
    'From: Ann Doe <ann@example.org>',
    'To: help@desk.example',
    'Subject: Printer',
    'Message-ID: <1@example.org>',
    'Date: Tue, 2 Jan 2024 10:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=x',
  ]
  const part = (type: string, content: string) => `--x\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${content}\r\n`
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${part('text/plain', plain)}${part('text/html', html)}--x--\r\n`)
}

async function measure(name: string, run: () => unknown): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) await run()
  const times: number[] = []
  const cpu = process.cpuUsage()
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * (ROUNDS - 1))]!.toFixed(2)
  console.log(
    `${name.padEnd(28)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  CPU ${((user + system) / 1_000 / ROUNDS).toFixed(2)} ms`,
  )
}

const source = sampleMail()
const resolver = async () => {
  throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' })
}
console.log(`one HTML mail of ${(source.length / 1_000).toFixed(0)} kB`)
await measure('readMail', () => readMail(source))
await measure('dedupeKey', () => dedupeKey(source))
await measure('verifySender without network', () =>
  verifySender(source, {
    ip: '192.0.2.1',
    helo: 'mx.example.org',
    mail_from: 'ann@example.org',
    resolver,
    mta: 'desk.example',
  }),
)
