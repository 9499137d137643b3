import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Served, serve } from '../../server/main.ts'
import type { Config } from '../../src/config/config.ts'
import { demonstration } from '../../src/demonstration.ts'
import { packageRoot } from '../../src/package-root.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

/** The demonstration company, served, with runbooks that can be edited and a clock that moves. */
export interface StagedAcme {
  readonly address: string
  readonly plumbline: Plumbline
  /** Changes a runbook as its owner would where it is written. */
  editRunbook(file: string, edit: (text: string) => string): Promise<void>
  /** Moves the clock on, with everything crawled and surveyed again on each of these days. */
  passDays(days: number): Promise<void>
  stop(): Promise<void>
}

/** Ines has an agent, and may approve what is not hers; the rest is as Acme configures it. */
const principalsFor = (config: Config): Config['principals'] =>
  config.principals.map((one) => {
    if (one.id === 'agent-demo') return { ...one, owner: 'ines.duarte' }
    return one.id === 'ines.duarte' ? { ...one, scopes: [...one.scopes, 'approver'] } : one
  })

export async function stageAcme(): Promise<StagedAcme> {
  const data = newFolder()
  const runbooks = join(data, 'runbooks')
  await cp(join(packageRoot, 'corpus', 'acme', 'runbooks'), runbooks, { recursive: true })
  const { config } = await demonstration({ config: null, data, port: null, color: null })
  let at = Date.parse(config.clock ?? '')
  const plumbline = await openPlumbline({
    ...config,
    principals: principalsFor(config),
    sources: config.sources.map((one) =>
      one.id === 'runbooks' ? { ...one, path: runbooks } : one,
    ),
    get clock() {
      return new Date(at).toISOString()
    },
  })
  await plumbline.index()
  const log = { level: 'error', stream: process.stderr } as const
  const served: Served = await serve(plumbline, { port: 0, principalsConfigured: true, log })
  return {
    address: served.address,
    plumbline,
    async editRunbook(file, edit) {
      const path = join(runbooks, file)
      await writeFile(path, edit(await readFile(path, 'utf8')))
    },
    async passDays(days) {
      for (let day = 0; day < days; day += 1) {
        at += 86_400_000
        await plumbline.crawl([])
        await plumbline.survey([])
      }
    },
    async stop() {
      await served.close()
      removeFolder(data)
    },
  }
}
