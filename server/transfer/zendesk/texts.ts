// Dynamic content of the source: one text in several languages. Its placeholder stays what it is there, since rules and
// fields name it.
import { localeName } from '../../locales/index.ts'
import type { Kind } from './configuration.ts'
import { type Json, listOf, textOf } from './reading.ts'

const placeholderOf = (record: Json): string =>
  (textOf(record.placeholder) ?? '').replace(/^\{\{\s*dc\.|\s*\}\}$/g, '').trim()

const isKnownHere = (variant: Json): boolean =>
  typeof variant.locale_id === 'number' && localeName(variant.locale_id) !== null

const variants = (record: Json): Json[] =>
  listOf(record.variants)
    .filter(isKnownHere)
    .map(({ locale_id, content, active, default: is_default }) => ({
      locale_id,
      content: textOf(content) ?? '',
      active: active !== false,
      ...(is_default === true ? { default: true } : {}),
    }))

export const DYNAMIC_CONTENT: Kind = {
  kind: 'dynamic_content_item',
  single: 'item',
  path: '/api/v2/dynamic_content/items.json',
  key: 'items',
  ours: '/api/v2/dynamic_content/items',
  match: (record, ours) =>
    ours.find((one) => placeholderOf(record) !== '' && placeholderOf(one) === placeholderOf(record)),
  // A new text's placeholder is made of its name: it gets its own name after that.
  body: (_work, _run, record) => ({ name: placeholderOf(record) || textOf(record.name), variants: variants(record) }),
  update: {
    parameter: 'dynamic_content_item_id',
    at_once: true,
    body: (record) => ({ name: textOf(record.name) ?? placeholderOf(record), variants: variants(record) }),
  },
  lost: (record) =>
    listOf(record.variants)
      .filter((variant) => !isKnownHere(variant))
      .map(
        (variant) => `the text in language ${String(variant.locale_id).slice(0, 20)}, which this desk does not know`,
      ),
}
