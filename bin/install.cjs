// Installs what package-lock.json names when it is not there. Runs on any Node >= 18, before there are dependencies.
'use strict'
const { spawn } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { takeLock } = require('./install-lock.cjs')

const ROOT = join(__dirname, '..')
const PINNED_VERSION = join(__dirname, 'pinned-version.cjs')
const TELL_EVERY_MS = 5_000

/** Runs `npm ci` when node_modules is missing or not what package-lock.json says. Ends the process when that fails. */
async function ensureInstalled() {
  if (!findReason(ROOT)) return
  const lock = await takeLock(ROOT)
  const reason = findReason(ROOT) // Asked again: whoever had the lock may just have installed.
  const problem = reason && (await install(reason, lock))
  lock.release()
  if (!problem) return
  console.error(`custos: ${problem}`)
  process.exit(1)
}

/** What went wrong, or undefined. */
async function install(reason, lock) {
  console.error(`custos: installing (${reason}); the first time this takes about half a minute`)
  const started = Date.now()
  const ticker = setInterval(() => console.error(`custos: still installing, ${seconds(started)} s`), TELL_EVERY_MS)
  const code = await runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error'], lock)
  clearInterval(ticker)
  if (code !== 0) return `npm ci failed (${code}). Its messages are above; try it yourself: npm ci`
  const left = findReason(ROOT)
  if (left) return `npm ci went well, but ${left}. Install Node 24 and try again.`
  console.error(`custos: installed in ${seconds(started)} s`)
  return undefined
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
    if (!found && (!entry.optional || isForThisMachine(entry))) return `${nameOf(path)} is missing`
    if (found && (found.version !== entry.version || found.integrity !== entry.integrity))
      return `${nameOf(path)} has changed`
  }
  return undefined
}

/** Of the two C libraries of Linux, the pinned Node needs glibc; packages for the other are never wanted. */
function isForThisMachine(entry) {
  if (!entry.os && !entry.cpu) return false
  const fits = (list, own) => !list || list.includes(own)
  return fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && fits(entry.libc, 'glibc')
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function nameOf(path) {
  return path.replace(/^.*node_modules\//, '')
}

/** Uses the npm we were started by, if any: it need not be on the PATH. Its lines go to stderr: stdout belongs to what follows. */
function runNpm(options, lock) {
  const own = process.env.npm_execpath
  const [command, first] = own && /npm-cli\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []]
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(PINNED_VERSION)}`
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...options], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    child.once('spawn', () => lock.nameProcess(child.pid))
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}

module.exports = { ensureInstalled, findReason, ROOT }
