// The frame of every server-rendered page: complete without JavaScript, one style sheet, nothing from elsewhere.
import type { Language, Translate } from '../../server/platform/i18n.ts'
import { type AccountBar, accountBar } from './account-bar.ts'
import { type Content, html, renderDocument } from './html.ts'
import { STYLE_SHEET_URL } from './style-sheet.ts'

export interface PageFrame {
  language: Language
  t: Translate
  /** The desk's name; null where it is not known (an error before the account was found). */
  desk: string | null
  title: string
  /** `wide` for pages that hold more than one small form. */
  width?: 'narrow' | 'wide' | 'reading'
  /** Shows the panel that tells visitors whose page this is. */
  has_panel?: boolean
  /** For somebody who is signed in: on top of the page. */
  bar?: AccountBar
}

/** The document around `content`. */
export function renderPage(frame: PageFrame, content: Content): string {
  const { t, desk, has_panel = true, width = 'narrow', bar } = frame
  return renderDocument(html`<html lang=${frame.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${desk && !frame.title.includes(desk) ? `${frame.title} · ${desk}` : frame.title}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href=${STYLE_SHEET_URL} />
    </head>
    <body class=${has_panel ? 'with-panel' : ''}>
      ${
        has_panel &&
        html`<header class="panel">
        <p class="brand">${mark()}<span>${desk ?? 'Custos'}</span></p>
        <div class="promise">
          <p class="promise-title">${t('layout.promise_title')}</p>
          <p>${t('layout.promise')}</p>
        </div>
        ${arcs()}
      </header>`
      }
      <div class="stage">
        ${bar && accountBar(t, bar)}
        <main class=${`content ${width}`}>${!has_panel && html`<p class="emblem">${mark()}</p>`}${content}</main>
        <footer class="foot">${t('layout.brand')}</footer>
      </div>
    </body>
  </html>`)
}

/** The shield of the favicon. */
function mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M16 3.500 26.500 7.500v8.400c0 5.900-4.300 10.200-10.500 12.200C9.800 26.100 5.500 21.800 5.500 15.900V7.500z" />
    <path d="M11.500 12.800h9M11.500 17.300h6" />
  </svg>`
}

/** Quiet lines behind the panel: one shield inside the other. */
function arcs() {
  return html`<svg class="arcs" viewBox="0 0 400 400" aria-hidden="true">
    ${[0, 1, 2, 3, 4].map((ring) => {
      const scale = 1 - ring * 0.17
      return html`<path transform=${`translate(${200 - 200 * scale} ${190 - 190 * scale}) scale(${scale})`} d="M200 12 372 78v130c0 92-66 152-172 184C94 360 28 300 28 208V78z" />`
    })}
  </svg>`
}
