// n8n's Zendesk trigger node, as its makers publish it: fetched once from the package registry, of its thousands of files
// the few that receive a webhook, with stand-ins for what n8n's runtime gives a node. It is no dependency of ours.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import vm from 'node:vm'

const VERSION = '2.41.2'
const CACHE = join(import.meta.dirname, '../../node_modules/.cache')
const FOLDER = join(CACHE, `n8n-nodes-base-${VERSION}`)
const NODE = 'package/dist/nodes/Zendesk'
const FETCHING_MAY_TAKE_MS = 120_000
const run = promisify(execFile)

/** What of the trigger node is called here; the rest of n8n is not known. */
export interface TriggerNode {
  webhook: (this: unknown) => Promise<{ noWebhookResponse?: boolean; workflowData?: unknown[] }>
  webhookMethods: {
    default: Record<'checkExists' | 'create' | 'delete', (this: unknown) => Promise<boolean>>
  }
}

/** The node's own code. */
export async function loadTriggerNode(): Promise<TriggerNode> {
  await access(FOLDER).catch(fetchNode)
  const loaded = new Map<string, unknown>()
  const load = (name: string): unknown => {
    const known = loaded.get(name)
    if (known !== undefined) return known
    const module = { exports: {} }
    loaded.set(name, module.exports)
    const path = join(FOLDER, NODE, `${name}.js`)
    const code = vm.compileFunction(readFileSync(path, 'utf8'), ['exports', 'require', 'module'], { filename: path })
    code(
      module.exports,
      (wanted: string) => {
        if (wanted.startsWith('./')) return load(wanted.slice(2))
        if (wanted === 'n8n-workflow') return { NodeConnectionTypes: { Main: 'main' }, NodeOperationError: Error }
        if (wanted === 'crypto') return createRequire(import.meta.url)('node:crypto')
        throw new Error(`the trigger node asks for ${wanted}, which it did not`)
      },
      module,
    )
    return module.exports
  }
  const { ZendeskTrigger } = load('ZendeskTrigger.node') as { ZendeskTrigger: new () => TriggerNode } // what it exports
  return new ZendeskTrigger()
}

async function fetchNode(): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const folder = await mkdtemp(join(CACHE, 'n8n-'))
  const options = { cwd: folder, timeout: FETCHING_MAY_TAKE_MS }
  await run('npm', ['pack', `n8n-nodes-base@${VERSION}`, '--silent'], options)
  await run('tar', ['-xzf', `n8n-nodes-base-${VERSION}.tgz`, NODE], options)
  await rm(join(folder, `n8n-nodes-base-${VERSION}.tgz`))
  // Whoever was faster has put the same there.
  await rename(folder, FOLDER).catch(() => rm(folder, { recursive: true }))
}
