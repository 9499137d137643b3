import type { z } from 'zod'
import type { report as reportShape } from '../report-schema.ts'
import { at, finding, page, pageId } from './things.ts'

/** An example. */
export const report: z.infer<typeof reportShape> = {
  id: 'rep_1',
  page: {
    id: pageId,
    title: page.title,
    url: null,
    source: 'runbooks',
    genre: 'runbook',
  },
  state: 'open',
  owner: { person: 'ana', named: 'ana', by: 'page' },
  openedAt: at,
  closedAt: null,
  damage: 72,
  served: { days: 30, times: 3, to: [{ principal: 'agent:agent', times: 3 }] },
  items: [
    {
      finding: finding.id,
      kind: 'default-value',
      subject: 'PAYMENT_TIMEOUT',
      openedAt: at,
      closedAt: null,
      returned: 0,
      state: 'open',
      setAsideUntil: null,
      damage: 72,
      served: 3,
      commitsBehind: 1,
      judged: finding,
    },
  ],
  decisions: [],
  whyNotYou: null,
}
