import { expect, test } from 'vitest'
import { cleanFileName, cleanLine } from '../../platform/clean-text.ts'
import { cleanSubject, normaliseSubject } from './subject.ts'

test('a file name is only a name', () => {
  const names: [string, string][] = [
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'etc_passwd'],
    ['C:\\Users\\ann\\a.txt', 'C__Users_ann_a.txt'],
    ['\u200b.htaccess', 'htaccess'],
    ['.\u200b.\u200bhtaccess', 'htaccess'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\r\nb\0.txt', 'a b .txt'],
    ['a\uff0fb\u2215c.txt', 'a_b_c.txt'],
    ['   ', 'file'],
    ['..', 'file'],
    ['résumé – 简历.pdf', 'résumé – 简历.pdf'],
    [`${'a'.repeat(500)}.pdf`, `${'a'.repeat(116)}.pdf`],
  ]
  for (const [given, expected] of names) expect(cleanFileName(given, 'file', 120)).toBe(expected)
})

test('a line stays one line', () => {
  expect(cleanLine('Hello\r\nBcc: x\u2028y\0', 100)).toBe('Hello Bcc: x y')
  expect(cleanLine('👩‍💻 ok', 100)).toBe('👩‍💻 ok')
  expect(cleanLine('😀😀', 3)).toBe('😀')
  expect(cleanSubject(`Help ${'x'.repeat(2_000)}`)).toHaveLength(500)
})

test('reply prefixes of our languages do not count in comparisons', () => {
  for (const prefix of [
    'Re:',
    'RE: AW:',
    'WG:',
    'Antw:',
    'Doorst:',
    'R:',
    'I: RIF:',
    'Re[2]:',
    'Fwd: Re :',
    'AW: AW: AW:',
  ]) {
    expect(normaliseSubject(`${prefix} Printer  on fire`)).toBe('printer on fire')
  }
  expect(normaliseSubject('Reference: 4')).toBe('reference: 4')
})
