/**
 * Leaves a .br and a .gz beside every text file of the build, at the strongest level: files with a hash in their name
 * are compressed once here instead of at every request.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(?:js|css|svg)$/
/** Below this the headers weigh more than what is saved. */
const smallest_bytes = 1_024

export function compress(): Plugin {
  return {
    name: 'custos-compress',
    apply: 'build',
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle)) {
        const file = path.join(options.dir ?? '', name)
        if (!compressible.test(name)) continue
        const bytes = readFileSync(file)
        if (bytes.length < smallest_bytes) continue
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}
