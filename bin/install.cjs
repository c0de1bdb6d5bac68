// Installs what package-lock.json names when it is not there. Runs on any Node >= 18, before there are dependencies.
'use strict'
const { spawn } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const ROOT = join(__dirname, '..')
const TELL_EVERY_MS = 5_000

/** Runs `npm ci` when node_modules is missing or not what package-lock.json says. Ends the process when that fails. */
async function ensureInstalled() {
  const reason = findReason(ROOT)
  if (!reason) return
  console.error(`custos: installing (${reason}); the first time this takes about half a minute`)
  const started = Date.now()
  const ticker = setInterval(() => console.error(`custos: still installing, ${seconds(started)} s`), TELL_EVERY_MS)
  const code = await runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error'])
  clearInterval(ticker)
  if (code !== 0) {
    console.error(`custos: npm ci failed (${code}). Its messages are above; try it yourself: npm ci`)
    process.exit(1)
  }
  console.error(`custos: installed in ${seconds(started)} s`)
}

/** Why an installation is needed, or undefined. npm writes node_modules/.package-lock.json last: it says what is there. */
function findReason(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return 'node_modules is missing'
  const installed = readPackages(installedFile)
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue
    const found = installed[path]
    if (!found && (!entry.optional || isForThisMachine(entry))) return `${name(path)} is missing`
    if (found && (found.version !== entry.version || found.integrity !== entry.integrity))
      return `${name(path)} has changed`
  }
  return undefined
}

/** Packages for another C library are left out by npm too; which one this machine has, npm knows better than we do. */
function isForThisMachine(entry) {
  if (entry.libc || (!entry.os && !entry.cpu)) return false
  return (!entry.os || entry.os.includes(process.platform)) && (!entry.cpu || entry.cpu.includes(process.arch))
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function name(path) {
  return path.replace(/^.*node_modules\//, '')
}

/** Uses the npm we were started by, if any: it need not be on the PATH. */
function runNpm(options) {
  const own = process.env.npm_execpath
  const [command, first] = own && /npm-cli\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []]
  return new Promise((resolve) => {
    // npm's own lines go to stderr: stdout belongs to the command that follows.
    const child = spawn(command, [...first, ...options], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}

module.exports = { ensureInstalled, findReason, ROOT }
