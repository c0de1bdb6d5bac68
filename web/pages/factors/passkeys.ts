// The script of the pages that ask for a passkey. It asks the browser, puts the answer into the form's hidden field and
// sends the form; everything else of these pages works without it. Built by vite to /agent/passkeys.js.
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

const read = (form: HTMLFormElement) => JSON.parse(form.dataset.options ?? 'null')

function send(form: HTMLFormElement, answer: unknown): void {
  const hidden = form.querySelector<HTMLInputElement>('input[name=answer]')
  if (hidden) hidden.value = JSON.stringify(answer)
  form.submit()
}

function showProblem(form: HTMLFormElement, is_shown: boolean): void {
  const problem = form.querySelector<HTMLElement>('[data-passkey-problem]')
  if (problem) problem.hidden = !is_shown
}

async function ask(form: HTMLFormElement): Promise<void> {
  showProblem(form, false)
  try {
    const optionsJSON = read(form)
    const answer =
      form.dataset.passkey === 'create'
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON })
    send(form, answer)
  } catch {
    // Whatever the browser or the person said no to: they may try again, or choose another way.
    showProblem(form, true)
  }
}

/** On the sign-in page the options are asked for when they are needed, and the browser offers passkeys as it offers passwords. */
async function signInOptions() {
  const response = await fetch('/sign-in/passkey/options', { method: 'POST', headers: { accept: 'application/json' } })
  return response.ok ? (await response.json()).options : null
}

async function prepareSignIn(form: HTMLFormElement): Promise<void> {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    showProblem(form, false)
    try {
      send(form, await startAuthentication({ optionsJSON: await signInOptions() }))
    } catch {
      showProblem(form, true) // As above.
    }
  })
  if (!(await browserSupportsWebAuthnAutofill())) return
  try {
    const optionsJSON = await signInOptions()
    if (optionsJSON) send(form, await startAuthentication({ optionsJSON, useBrowserAutofill: true }))
  } catch {
    // Nobody chose a passkey from the field: the button and the password are still there.
  }
}

if (browserSupportsWebAuthn())
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    if (form.dataset.passkey === 'sign-in') void prepareSignIn(form)
    else
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        void ask(form)
      })
  }
