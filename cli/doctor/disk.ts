import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../../server/platform/config.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const MEGABYTE = 1024 * 1024
const TIGHT_MB = 5_000
const TOO_LITTLE_MB = 500

/** Whether the data folder can be written, and how much fits on its disk. */
export async function checkDisk(config: Config): Promise<Finding[]> {
  const folder = await nearestExisting(config.data_dir)
  const mayWrite = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  const { bavail, bsize } = await statfs(folder)
  const free_mb = Math.floor((bavail * bsize) / MEGABYTE)
  const mend = `move the data to a larger disk: stop custos, mv ${config.data_dir} /larger/data, CUSTOS_DATA=/larger/data npm start`
  return [
    mayWrite
      ? ok('disk', `${folder} can be written`)
      : problem('disk', `${folder} cannot be written`, `sudo chown $(id -u) ${folder}`),
    free_mb < TOO_LITTLE_MB
      ? problem('disk', `only ${free_mb} MB are free at ${folder}`, mend)
      : free_mb < TIGHT_MB
        ? warning('disk', `${free_mb} MB are free at ${folder}`, mend)
        : ok('disk', `${free_mb} MB are free`),
  ]
}

/** The folder itself, or the first one above it that exists: where it will be made. */
async function nearestExisting(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => undefined)
  return there || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}
