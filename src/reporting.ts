import { agingBy } from './age-limits.ts'
import type { Config } from './config/config.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Access, Principal } from './domain/principal.ts'
import type { Reporting } from './domain/report.ts'
import type { Session } from './domain/sign-in.ts'
import { corpus } from './flows/corpus.ts'
import { reports } from './flows/reports.ts'
import type { Store } from './store/store.ts'

/** What reporting needs of an opened Plumbline. */
export interface ReportingParts {
  readonly config: Config
  readonly store: Store
  now(): Instant
  accessOf(repository: string): Access
  principal(id: string): Promise<Principal>
  session(token: string): Promise<Session | null>
  recheck(page: string): Promise<boolean>
  judge(): Promise<unknown>
}

/** How pages stand, and reports to those who own them, by the configuration of today; and sessions whose people have the groups that sources have them in. */
export function reporting({
  config,
  session: sessionOf,
  principal,
  ...parts
}: ReportingParts): Reporting & Pick<Plumbline, 'corpus' | 'session'> {
  const session: ReportingParts['session'] = async (token) => {
    const found = await sessionOf(token)
    return found && { ...found, person: await principal(found.person.id) }
  }
  const people = () =>
    Promise.all(
      config.principals
        .filter(({ kind }) => kind === 'person')
        .map(async ({ id, subject }) => ({ ...(await principal(id)), subject })),
    )
  const sourceOwner = (source: string): string | null =>
    config.sources.find(({ id }) => id === source)?.owner ?? null
  const standing = corpus({ ...agingBy(config), ...parts })
  return { session, ...standing, ...reports({ ...parts, sessionOf: session, sourceOwner, people }) }
}
