import { agingBy } from './age-limits.ts'
import type { Config } from './config/config.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Access, Principal } from './domain/principal.ts'
import type { Reporting } from './domain/report.ts'
import type { Session } from './domain/sign-in.ts'
import { corpus } from './flows/corpus.ts'
import type { ReportingDesk } from './flows/report-views.ts'
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

/** What is asked of reports, by the configuration of today. */
export function reportingDesk({
  config,
  store,
  now,
  accessOf,
  principal,
}: Pick<ReportingParts, 'config' | 'store' | 'now' | 'accessOf' | 'principal'>): ReportingDesk {
  return {
    ...{ store, now, accessOf },
    people: () =>
      Promise.all(
        config.principals
          .filter(({ kind }) => kind === 'person')
          .map(async ({ id, subject }) => ({ ...(await principal(id)), subject })),
      ),
    sourceOwner: (source) => config.sources.find(({ id }) => id === source)?.owner ?? null,
  }
}

/** How pages stand, and reports to those who own them; and sessions whose people have the groups that sources have them in. */
export function reporting(
  parts: ReportingParts,
): Reporting & Pick<Plumbline, 'corpus' | 'session'> {
  const session: ReportingParts['session'] = async (token) => {
    const found = await parts.session(token)
    return found && { ...found, person: await parts.principal(found.person.id) }
  }
  const desk = reportingDesk(parts)
  const { recheck, judge } = parts
  return {
    session,
    ...corpus({ ...agingBy(parts.config), ...desk }),
    ...reports({ ...desk, recheck, judge, sessionOf: session }),
  }
}
