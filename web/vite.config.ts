// Builds the agent's app into dist/web. The server sends index.html for every /agent/* path and the hashed files below /agent/assets/.
import path from 'node:path'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'
import { iconSprite } from './build/icons.ts'
import { messages } from './build/messages.ts'
import { fakeApi } from './dev/plugin.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: '/agent/',
  clearScreen: false,
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['en', 'de', 'nl', 'it'] }), enforce: 'pre' },
    messages(),
    iconSprite(),
    compress(),
    // In-memory data for `vite dev` and `vite preview` only; it adds nothing to what is built.
    fakeApi(),
  ],
  server: { host: '127.0.0.1', port: 41200, strictPort: true },
  preview: { host: '127.0.0.1', port: 41201, strictPort: true },
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    // light-dark() and container queries as they are; all four engines have had them since 2024.
    target: ['chrome123', 'firefox128', 'safari17.5', 'edge123'],
    modulePreload: { polyfill: false },
    manifest: true,
    rollupOptions: {
      input: {
        index: path.resolve(import.meta.dirname, 'index.html'),
        // The server-rendered pages name this one, so it keeps its name.
        passkeys: path.resolve(import.meta.dirname, 'pages/factors/passkeys.ts'),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'passkeys' ? 'passkeys.js' : 'assets/[name]-[hash].js'),
      },
    },
    reportCompressedSize: false,
  },
})
