// Loaded into npm by install.cjs. npm leaves out optional packages (native parts of the build tools) that do not fit the
// Node it runs on; ours are for the pinned Node, so npm is told of that one. It changes nothing else npm does.
'use strict'
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const version = readFileSync(join(__dirname, '..', '.node-version'), 'utf8').trim()
Object.defineProperty(process, 'version', { value: `v${version}`, enumerable: true })
