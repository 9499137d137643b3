import type { Answer } from '../domain/answer.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { AskRequest, SearchRequest, SearchResult } from '../domain/requests.ts'
import { type OverHttp, plumblineAt } from './http.ts'

/** A Plumbline that is asked in somebody's name: in this process, or over HTTP. */
export interface Connection {
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>
  ask(request: AskRequest, signal?: AbortSignal): Promise<Answer>
}

/** A Plumbline that was opened in this process, and who asks. */
export interface Embedded {
  readonly plumbline: Pick<Plumbline, 'search' | 'ask'>
  readonly principal: Principal
}

/** Where Plumbline is: in this process, or behind an address and a key. */
export type Whereabouts = Embedded | OverHttp

/** The same questions, wherever Plumbline is. */
export const connectionTo = (whereabouts: Whereabouts): Connection =>
  'plumbline' in whereabouts ? within(whereabouts) : plumblineAt(whereabouts)

const within = ({ plumbline, principal }: Embedded): Connection => ({
  search: async (request, signal) => {
    signal?.throwIfAborted()
    return plumbline.search(request, principal)
  },
  ask: async (request, signal) => {
    signal?.throwIfAborted()
    return plumbline.ask(request, principal)
  },
})
