// Hands over to the Node this project is made for, which comes as a package, whatever Node the machine has.
'use strict'
const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { constants } = require('node:os')
const { join } = require('node:path')
const { ROOT } = require('./install.cjs')

/** Where the machine's own Node must do, it is at least this new: older ones do not run TypeScript files. */
const OLDEST_NODE = [22, 19]
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs the pinned Node with `args` and ends as it ends. */
function handOver(args) {
  // The channel closes when this process dies, however it dies; that is how the server learns of it.
  const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => fail(`Node cannot be started: ${error.message}`))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = join(ROOT, 'node_modules', `node-${system}-${process.arch}`, 'bin', program)
  if (existsSync(pinned)) return pinned
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return process.execPath
  return fail(
    `there is no packaged Node for ${process.platform} ${process.arch}, and this one is ${process.version}. Install Node 24 or later.`,
  )
}

function fail(message) {
  console.error(`custos: ${message}`)
  process.exit(1)
}

module.exports = { handOver }
