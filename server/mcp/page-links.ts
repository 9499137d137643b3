import type { ResourceLink } from '@modelcontextprotocol/sdk/types.js'
import type { Citation } from '../../src/domain/citation.ts'
import type { Caller } from './tool.ts'

type Cited = Pick<Citation, 'id' | 'page' | 'freshness'>

/** Links to the pages that are cited and have an address, each once, with the moment its content changed last. */
export async function pageLinks(
  citations: readonly Cited[],
  caller: Pick<Caller, 'plumbline' | 'principal'>,
): Promise<readonly ResourceLink[]> {
  const pages = new Map(citations.map((citation) => [citation.page.id, citation]))
  const links = await Promise.all([...pages.values()].map((cited) => linkTo(cited, caller)))
  return links.flat()
}

async function linkTo(
  { page, freshness }: Cited,
  { plumbline, principal }: Pick<Caller, 'plumbline' | 'principal'>,
): Promise<readonly ResourceLink[]> {
  if (page.url === null || !isOpenable(page.url)) return []
  const view = await plumbline.page(page.id, principal)
  const changed = instantOf(view?.page.times.contentChanged?.at)
  return [
    {
      type: 'resource_link',
      uri: page.url,
      name: page.id,
      title: page.title,
      description: [`${page.genre}, ${freshness.state}`, ...freshness.because].join('; '),
      annotations: {
        audience: ['user', 'assistant'],
        ...(changed === null ? {} : { lastModified: changed }),
      },
    },
  ]
}

/** Pages name their addresses themselves: no other scheme than the web's is handed on to be opened. */
const isOpenable = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)

function instantOf(at: string | undefined): string | null {
  const moment = Date.parse(at ?? '')
  return Number.isNaN(moment) ? null : new Date(moment).toISOString()
}
