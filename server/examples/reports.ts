import { finding } from './things.ts'

/** An example. */
export const report = {
  id: 'rep_1',
  page: {
    id: 'runbooks:payments/restart the service.md',
    title: 'Restart the payments service',
    url: null,
    source: 'runbooks',
    genre: 'runbook',
  },
  state: 'open',
  owner: { person: 'ana', named: 'ana', by: 'page' },
  openedAt: '2026-03-01T12:00:00.000Z',
  closedAt: null,
  damage: 72,
  served: { days: 30, times: 3, to: [{ principal: 'agent:agent', times: 3 }] },
  items: [
    {
      finding: 'fnd_1',
      kind: 'default-value',
      subject: 'PAYMENT_TIMEOUT',
      openedAt: '2026-03-01T12:00:00.000Z',
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
