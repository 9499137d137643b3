import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { advising } from './advising.ts'
import { checkpointFiles } from './auditing.ts'
import { nowBy } from './config/clock.ts'
import type { Config } from './config/config.ts'
import { deciding } from './deciding.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { embedderBy, embedding } from './embedding.ts'
import { auditEntries } from './flows/audit-entries.ts'
import { auditLog } from './flows/audit-log.ts'
import { impacts } from './flows/impacts.ts'
import { library } from './flows/library.ts'
import { once } from './flows/once.ts'
import { openRepositories } from './flows/open-repositories.ts'
import { staleReports } from './flows/report-stale.ts'
import { indexing } from './indexing.ts'
import { judgingAside } from './judging/aside.ts'
import { accessOf } from './judging-desk.ts'
import { openFacts, storeFile } from './kept-files.ts'
import { signing } from './keys/signing.ts'
import { signingKeysIn } from './keys/signing-keys.ts'
import { operating } from './operating.ts'
import { openPolicies, type Policies, type PolicyParts } from './policies/policies.ts'
import { principals } from './principals.ts'
import { reporting } from './reporting.ts'
import { openStore } from './store/store.ts'
import { telling } from './telling.ts'
import { version } from './version.ts'

export type { Plumbline } from './domain/plumbline.ts'

/** How to open Plumbline. */
export interface OpenPlumblineOptions {
  /** It answers more than one question, so that what takes long is worth beginning. */
  readonly staysUp?: boolean
  /** Threads that answer and verify beside this one. */
  readonly judgingThreads?: number
}

/** Opens the store and wires the leaves into flows. */
export async function openPlumbline(
  config: Config,
  { staysUp = false, judgingThreads = 0 }: OpenPlumblineOptions = {},
): Promise<Plumbline> {
  const { cache, ...opened } = await openParts(config, staysUp)
  const { store, repositories, now } = opened
  const signs = signingKeysIn(join(config.dataFolder, 'keys'), { published: 0 })
  const auditing = auditLog({ store, now, key: signs.signing, files: checkpointFiles(config) })
  const parts = { ...opened, config, audit: auditing.audit, accessOf: accessOf(config) }
  const { keys, revoke, ...signed } = await signing(parts)
  const aside = judgingAside(config, judgingThreads)
  const model = await embedderBy(config.models.embeddings)
  const embedded = embedding({ ...parts, model, staysUp, served: aside.follow })
  const asking = principals({ ...parts, revokeSigningKey: revoke })
  const policies = await policiesBy(config, { ...parts, principal: asking.principal })
  const reading = library({
    ...parts,
    trustedKeys: keys.trusted,
    version,
    nearness: () => embedded.status().state,
    policy: policies.view,
  })
  const records = { ...reading, receiptStatus: whenSettled(policies, reading.receiptStatus) }
  const indexed = indexing({ ...parts, embedSoon: embedded.embedSoon, judged: aside.follow })
  const decided = deciding({
    ...parts,
    verification: reading.verification,
    environments: policies.environments,
  })
  const advised = await advising({
    ...parts,
    key: keys.signing,
    vouch: auditing.vouch,
    dense: embedded.dense,
    aside,
    policyFor: policies.policyFor,
    environments: policies.environments,
    records: { ...records, policy: policies.view },
  })
  const { keep, settled, ...told } = await telling({ ...parts, ...asking, ...decided })
  return {
    now,
    ...records,
    ...asking,
    ...signed,
    ...told,
    ...decided,
    ...reporting({ ...parts, ...asking, ...indexed, ...decided }),
    ...indexed,
    embed: embedded.embed,
    vectors: embedded.status,
    ...operating({ ...parts, ...indexed, vectors: embedded.status, keep }),
    ...advised,
    once: ({ key: name, of }, { id }, work) =>
      once(store.idempotency, { principal: id, key: name, asked: of }, now(), work),
    ...auditEntries(store),
    ...impacts({ ...parts, ...speakingOf(config) }),
    ...staleReports({ page: reading.page, now, audit: auditing.audit }),
    checkpointAudit: auditing.checkpoint,
    async close() {
      await settled()
      await aside.end()
      await embedded.close()
      await repositories.close()
      cache.close()
      await auditing.close().finally(() => store.close())
    },
  }
}

/** What the configuration says of repositories and of sources. */
const speakingOf = ({ repositories, sources }: Config) => ({
  configured: repositories.map(({ id }) => id),
  aboutOf: (source: string) => sources.find(({ id }) => id === source)?.about ?? [],
  sourceOwner: (source: string) => sources.find(({ id }) => id === source)?.owner ?? null,
})

/** What is read and written, and the clock. */
async function openParts(config: Config, staysUp: boolean) {
  await makeDataFolder(config.dataFolder)
  const store = await openStore(storeFile(config), { staysUp })
  const cache = await openFacts(config)
  const repositories = openRepositories(config.repositories, cache)
  return { store, cache, repositories, now: () => nowBy(config) }
}

/** A policy that changed since may have recalled what is asked about. */
const whenSettled =
  ({ refresh }: Policies, status: Plumbline['receiptStatus']): Plumbline['receiptStatus'] =>
  async (id, principal) => {
    await refresh()
    return status(id, principal)
  }

/** The configured policy, which knows the groups of those who are configured. */
const policiesBy = (
  config: Config,
  { principal, ...parts }: Omit<PolicyParts, 'file' | 'principalOf'> & Pick<Plumbline, 'principal'>,
): Promise<Policies> =>
  openPolicies({
    ...parts,
    file: config.policy ?? null,
    principalOf: async (id) =>
      config.principals.some((one) => one.id === id) ? principal(id) : null,
  })

/** The data folder holds the signing key: whatever repository it lies in, git leaves it alone. */
async function makeDataFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  if (made !== undefined) await writeFile(join(folder, '.gitignore'), '*\n')
}
