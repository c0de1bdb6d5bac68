// Two commands on a fresh clone must not install over each other. The lock names the process that installs, which may
// outlive the command that began it; it lies beside the other temporary files, since node_modules is what gets replaced.
'use strict'
const { createHash } = require('node:crypto')
const { readFileSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')

const LOOK_EVERY_MS = 500

/** Waits until nobody else installs into `root`, and takes the lock. */
async function takeLock(root) {
  const user = typeof process.getuid === 'function' ? process.getuid() : 'user'
  const file = join(tmpdir(), `custos-install-${user}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  for (let told = false; !tryTake(file); told = true) {
    const holder = Number(readFileSync(file, 'utf8').trim())
    if (!isAlive(holder)) rmSync(file, { force: true })
    else if (!told) console.error(`custos: waiting for process ${holder}, which is installing`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return {
    /** From now on the lock lasts as long as that process. */
    nameProcess: (pid) => writeFileSync(file, String(pid)),
    release: () => rmSync(file, { force: true }),
  }
}

function tryTake(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

module.exports = { takeLock }
