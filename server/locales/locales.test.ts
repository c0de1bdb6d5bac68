import { expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'
import { renderDynamicContent } from './index.ts'

const ITEMS = '/api/v2/dynamic_content/items'

test('languages are listed for anybody, shown by number and by name, and chosen by the header', async () => {
  const { call, admin, customer } = await newAccount()
  const { locales } = (await call(null, 'GET /api/v2/locales')).body
  expect(locales.map((one: { locale: string }) => one.locale)).toEqual(['en-US', 'de', 'nl', 'it'])
  expect(locales[0]).toMatchObject({ id: 1, default: true, rtl: false, presentation_name: 'English' })
  expect((await call(null, 'GET /api/v2/locales/public')).body.count).toBeGreaterThan(20)
  expect((await call(null, 'GET /api/v2/locales/1005')).body.locale.name).toBe('Dutch')
  expect((await call(null, 'GET /api/v2/locales/de-AT.json')).body.locale.id).toBe(8)
  for (const unknown of ['xx', '999', '99999999999999999999', '%00'])
    expect((await call(null, `GET /api/v2/locales/${unknown}`)).status, unknown).toBe(404)
  const best = async (header: string) =>
    (await call(null, 'GET /api/v2/locales/detect_best_locale', undefined, { 'accept-language': header })).body.locale
      .locale
  expect(await best('fr, it;q=0.4, de-CH;q=0.8')).toBe('de')
  expect(await best('xx;q=abc')).toBe('en-US')
  await call(admin, `PUT /api/v2/users/${customer.id}`, { user: { locale: 'nl' } })
  expect((await call(customer, 'GET /api/v2/locales/current')).body.locale.id).toBe(1005)
  expect((await call(null, 'GET /api/v2/locales/current')).body.locale.id).toBe(1)
})

test('a text in several languages is made, changed and deleted, and has always one default', async () => {
  const { call, admin, agent, customer } = await newAccount()
  const item = {
    name: 'Thank you!',
    default_locale_id: 1,
    variants: [
      { locale_id: 1, default: true, content: 'Thank you' },
      { locale_id: 8, content: 'Danke' },
    ],
  }
  expect((await call(agent, `POST ${ITEMS}`, { item })).status).toBe(403)
  expect((await call(customer, `GET ${ITEMS}`)).status).toBe(403)
  const created = await call(admin, `POST ${ITEMS}`, { item })
  expect(created.status).toBe(201)
  const { id, variants } = created.body.item
  expect(created.body.item).toMatchObject({ placeholder: '{{dc.thank_you}}', outdated: false, default_locale_id: 1 })
  expect((await call(agent, `GET ${ITEMS}/show_many?identifiers=thank_you,nothing`)).body.items).toHaveLength(1)
  const added = await call(admin, `POST ${ITEMS}/${id}/variants/create_many`, {
    variants: [
      { locale_id: 22, content: 'Grazie' },
      { locale_id: 1005, content: 'Bedankt', active: false },
    ],
  })
  expect(added.status).toBe(201)
  expect(added.body.variants.map((one: { locale_id: number }) => one.locale_id).toSorted()).toEqual([1005, 22])
  const again = await call(admin, `POST ${ITEMS}/${id}/variants`, { variant: { locale_id: 8, content: 'Dank' } })
  expect(again.status).toBe(422)
  const changed = await call(admin, `PUT ${ITEMS}/${id}/variants/${variants[0].id}`, { variant: { content: 'Thanks' } })
  expect(changed.body.variant).toMatchObject({ content: 'Thanks', default: true })
  expect((await call(agent, `GET ${ITEMS}/${id}`)).body.item.outdated).toBe(true)
  const many = await call(admin, `PUT ${ITEMS}/${id}/variants/update_many`, {
    variants: [{ id: variants[1].id, content: 'Vielen Dank', default: true }],
  })
  expect(many.body.variants).toMatchObject([{ content: 'Vielen Dank', default: true }])
  expect((await call(agent, `GET ${ITEMS}/${id}`)).body.item.default_locale_id).toBe(8)
  expect((await call(admin, `DELETE ${ITEMS}/${id}/variants/${variants[1].id}`)).status).toBe(422)
  expect((await call(admin, `DELETE ${ITEMS}/${id}/variants/${variants[0].id}`)).status).toBe(204)
  expect((await call(agent, `GET ${ITEMS}/${id}/variants/${variants[0].id}`)).status).toBe(404)
  expect((await call(agent, `GET ${ITEMS}/${id}/variants`)).body.count).toBe(3)
  expect(
    (await call(admin, `PUT ${ITEMS}/${id}`, { item: { default_locale_id: 22 } })).body.item.default_locale_id,
  ).toBe(22)
  expect((await call(admin, `DELETE ${ITEMS}/${id}`)).status).toBe(204)
  expect((await call(agent, `GET ${ITEMS}`)).body.items).toEqual([])
})

test('what is no dynamic content is refused', async () => {
  const { call, admin } = await newAccount()
  for (const item of [
    {},
    { name: 'A' },
    { name: 'A', variants: [{ locale_id: 8, content: 'x' }] },
    { name: 'A', default_locale_id: 7, content: 'x' },
    { name: 'A', content: 'x'.repeat(65_537) },
    { name: 'A', variants: [{ content: 'x', default: true }] },
  ])
    expect((await call(admin, `POST ${ITEMS}`, { item })).status, JSON.stringify(item).slice(0, 80)).toBe(422)
  expect((await call(admin, `POST ${ITEMS}`, { item: { name: 'A', content: 'x' } })).status).toBe(201)
  expect((await call(admin, `POST ${ITEMS}`, { item: { name: 'a!', content: 'x' } })).status).toBe(422)
})

test("placeholders become the text in the reader's language, and one that holds itself ends", async () => {
  const { call, admin, work } = await newAccount()
  const make = (name: string, content: string, german?: string) =>
    call(admin, `POST ${ITEMS}`, {
      item: { name, content, variants: german ? [{ locale_id: 8, content: german }] : [] },
    })
  await make('hello', 'Hello {{dc.who}}', 'Hallo {{dc.who}}')
  await make('who', 'you', 'Sie')
  await make('loop', '{{dc.loop}}{{dc.loop}}')
  await make('big', 'x'.repeat(60_000))
  await work(async (unit) => {
    expect(await renderDynamicContent(unit, '{{dc.hello}}!', 'de-AT')).toBe('Hallo Sie!')
    expect(await renderDynamicContent(unit, '{{ dc.hello }}{{dc.none}}', 16)).toBe('Hello you')
    expect(await renderDynamicContent(unit, 'plain {{ticket.id}}', null)).toBe('plain {{ticket.id}}')
    expect((await renderDynamicContent(unit, '{{dc.loop}}', 'en')).length).toBeLessThan(200)
    expect((await renderDynamicContent(unit, '{{dc.big}}'.repeat(100), 'en')).length).toBeLessThan(262_145)
  })
})
