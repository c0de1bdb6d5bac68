import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { closePeers, mail, peer } from './test-peers.ts'
import { deliver, readSmarthost } from './transport.ts'

afterEach(closePeers)

describe('a smarthost', () => {
  const signedIn: SMTPServerOptions = {
    authOptional: false,
    authMethods: ['PLAIN'],
    onAuth: (auth, _session, done) => {
      if (auth.username === 'desk' && auth.password === 'p@ss') return done(null, { user: 'desk' })
      done(new Error('wrong password'))
    },
  }

  test('gets all recipients in one message, after signing in over TLS', async () => {
    const { port, delivered } = await peer(signedIn)
    const url = `smtp://desk:p%40ss@127.0.0.1:${port}?tls=unverified`
    const outcomes = await deliver(mail(['a@one.example', 'b@two.example']), {
      mode: 'smarthost',
      url,
      host_name: 'desk.example',
    })
    expect(outcomes.map((outcome) => outcome.result)).toEqual(['accepted', 'accepted'])
    expect(delivered).toMatchObject([{ to: ['a@one.example', 'b@two.example'], secure: true }])
  })

  test('whose certificate is not valid gets neither password nor mail', async () => {
    let asked = false
    const { port, delivered } = await peer({
      ...signedIn,
      onAuth: (_auth, _session, done) => {
        asked = true
        done(new Error('no'))
      },
    })
    const url = `smtp://desk:p%40ss@127.0.0.1:${port}`
    expect(await deliver(mail(), { mode: 'smarthost', url, host_name: 'desk.example' })).toMatchObject([
      { result: 'temporary' },
    ])
    expect(asked).toBe(false)
    expect(delivered).toHaveLength(0)
  })

  test('that offers no TLS does not get the password, unless that is allowed', async () => {
    const { port, delivered } = await peer({
      ...signedIn,
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
    })
    const url = `smtp://desk:p%40ss@127.0.0.1:${port}`
    expect(await deliver(mail(), { mode: 'smarthost', url, host_name: 'desk.example' })).toMatchObject([
      { result: 'temporary' },
    ])
    expect(
      await deliver(mail(), { mode: 'smarthost', url: `${url}?tls=optional`, host_name: 'desk.example' }),
    ).toMatchObject([{ result: 'accepted' }])
    expect(delivered).toHaveLength(1)
  })

  test('a wrong password is our fault, not the recipient’s: it is tried again', async () => {
    const { port } = await peer(signedIn)
    const url = `smtp://desk:wrong@127.0.0.1:${port}?tls=unverified`
    expect(await deliver(mail(), { mode: 'smarthost', url, host_name: 'desk.example' })).toMatchObject([
      { result: 'temporary', reply_code: 535 },
    ])
  })

  test('a URL that cannot be used is refused without repeating its password', () => {
    for (const url of ['https://user:secret@host', 'smtp:user:secret', 'secret']) {
      expect(() => readSmarthost(url, 'desk.example')).toThrow(
        /^the smarthost must be written as smtp:\/\/user:password@host:port$/,
      )
    }
    expect(readSmarthost('smtps://[::1]', 'd').connection).toMatchObject({ host: '::1', port: 465, secure: true })
    expect(readSmarthost('smtp://relay.example', 'd').connection).toMatchObject({ port: 587, requireTLS: false })
  })
})
