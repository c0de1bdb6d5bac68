/**
 * Builds one SVG sprite of the icons that kit/icon-names.ts lists, from lucide-static: `virtual:icon-sprite` exports
 * the sprite's address. One request, no inline SVG in the bundle, no third party.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'vite'
import { iconNames } from '../kit/icon-names.ts'

const id = 'virtual:icon-sprite'
const devAddress = '/agent/@icons.svg'

/** Vite plugin that emits the sprite (build) or serves it (dev). */
export function iconSprite(): Plugin {
  let isBuild = false
  return {
    name: 'custos-icons',
    configResolved(config) {
      isBuild = config.command === 'build'
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      if (!isBuild) return `export default ${JSON.stringify(devAddress)}`
      const reference = this.emitFile({ type: 'asset', name: 'icons.svg', source: spriteText() })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
    configureServer(server) {
      server.middlewares.use(devAddress, (_request, response) => {
        response.setHeader('content-type', 'image/svg+xml')
        response.end(spriteText())
      })
    },
  }
}

/** The sprite: one <symbol> per icon, drawn with the text's colour. */
export function spriteText(): string {
  const folder = path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'))
  const symbols = iconNames.map((name) => {
    const svg = readFileSync(path.join(folder, 'icons', `${name}.svg`), 'utf8')
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}
