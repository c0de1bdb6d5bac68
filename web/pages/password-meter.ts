// How strong a password looks while it is typed. A rough estimate that needs no list: the server judges again, with one.
// The functions are also sent to the browser as they stand here, so they use nothing from outside of themselves.

/** 0 (nothing) to 4 (strong): by length, kinds and repetitions; what is known about the person counts for nothing. */
export function strengthOf(password: string, known: readonly string[], min_length: number): number {
  let rest = password.toLowerCase()
  for (const word of known)
    for (const piece of word.toLowerCase().split(/[^\p{L}\p{Nd}]+/u))
      if (piece.length > 2) rest = rest.replaceAll(piece, '')
  rest = rest.replaceAll(/(.)\1+/gu, '$1').replaceAll(/(.{2,})\1+/gu, '$1')
  rest = rest.replaceAll(
    /(?:0?123456?7?8?9?0?|abcdef?g?|qwert[yz]?u?i?o?p?|asdfg?h?j?k?l?|passwor[dt]|wachtwoord|iloveyou)/g,
    '',
  )
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(password)).length
  const bits = new Set(rest).size < 4 ? rest.length : rest.length * (2.2 + kinds * 0.5)
  if (rest.length === 0) return 0
  if ([...password].length < min_length || bits < 25) return 1
  return bits < 38 ? 2 : bits < 52 ? 3 : 4
}

/** Runs in the browser: keeps each meter of the page in step with its field. */
export function followPasswords(strength: typeof strengthOf): void {
  for (const meter of document.querySelectorAll<HTMLElement>('[data-password-meter]')) {
    const field = document.getElementById(meter.dataset.passwordMeter ?? '')
    const words = (meter.dataset.words ?? '').split('|')
    const known = (meter.dataset.known ?? '').split('|')
    if (!(field instanceof HTMLInputElement)) continue
    field.addEventListener('input', () => {
      const level = field.value === '' ? -1 : strength(field.value, known, Number(meter.dataset.min))
      meter.dataset.level = String(level)
      meter.textContent = level < 0 ? '' : (words[level] ?? '')
    })
  }
}

/** The script of the pages on which a password is chosen. */
export const PASSWORD_SCRIPT = `(${followPasswords})(${strengthOf})\n`
export const PASSWORD_SCRIPT_PATH = '/assets/password.js'
