import { z } from 'zod'
import type { Told } from '../../domain/document.ts'
import type { Dated, Instant } from '../../domain/instant.ts'
import { sectionDates, type TextRevision } from '../section-dates.ts'
import { partsOf } from './markup.ts'
import type { WikiRpc } from './rpc.ts'

/** C created, E edited, e edited a little, D deleted, R reverted; the moment is the version's name. */
const version = z.object({ type: z.string(), version: z.int().min(0).max(253_402_300_799) })
const versions = z.array(version)
type Version = z.infer<typeof version>

export interface History {
  /** Null where the page is older than the versions that we look at. */
  readonly created: Dated | null
  readonly told: Pick<Told, 'contentChanged' | 'parts'>
}

/** Versions whose texts are compared, the newest first. */
const mostTexts = 15
/** Versions that are asked for to see when the page was made; a wiki gives 20 at once unless told otherwise. */
const mostVersions = 200

/** What the versions of a page tell of its age and that of its parts; the newest text is at hand. */
export async function historyOf(id: string, text: string, rpc: WikiRpc): Promise<History> {
  const { listed, isWhole } = await versionsOf(id, rpc)
  const revisions: TextRevision[] = []
  for (const one of listed.slice(0, mostTexts)) {
    const own = revisions.length === 0 ? text : await textOf(id, one, rpc)
    revisions.push({ at: instantOf(one), text: own, minor: one.type === 'e' })
  }
  const oldest = listed.at(-1)
  return {
    created: isWhole && oldest !== undefined ? { at: instantOf(oldest), basis: 'claimed' } : null,
    told: sectionDates(revisions, partsOf) ?? {},
  }
}

async function versionsOf(
  id: string,
  rpc: WikiRpc,
): Promise<{ readonly listed: readonly Version[]; readonly isWhole: boolean }> {
  const listed: Version[] = []
  const known = new Set<number>()
  while (listed.length < mostVersions) {
    const more = await rpc.call('wiki.getPageVersions', [id, listed.length], versions)
    const other = more.filter(({ version }) => !known.has(version))
    if (other.length === 0) return { listed, isWhole: true }
    for (const one of other) {
      known.add(one.version)
      listed.push(one)
    }
    // What a page was before it was deleted and made anew is another page's past.
    if (other.at(-1)?.type === 'C') return { listed, isWhole: true }
  }
  return { listed, isWhole: false }
}

/** Of a version that says nothing, only that of a deletion is known to have said nothing. */
const textOf = async (id: string, { type, version }: Version, rpc: WikiRpc) => {
  if (type === 'D') return ''
  const text = await rpc.call('wiki.getPageVersion', [id, version], z.string())
  return text === '' ? null : text
}

export const instantOf = ({ version }: Pick<Version, 'version'>): Instant =>
  new Date(version * 1000).toISOString()
