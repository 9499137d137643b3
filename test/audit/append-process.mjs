import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// One of several processes that write to one log: build, folder, name, entries.
const [, , build, folder, name, entries] = process.argv
const load = (file) => import(join(build, 'src', file))
const [{ openStore }, { auditLog }, { signingKeyFrom }] = await Promise.all(
  ['store/store.js', 'flows/audit-log.js', 'verdicts/keys.js'].map(load),
)
const store = await openStore(join(folder, 'plumbline.sqlite'), { patience: 60_000 })
const key = signingKeyFrom(readFileSync(join(folder, 'receipts.pem'), 'utf8'))
const at = '2026-11-01T09:00:00.000Z'
const log = auditLog({
  store,
  files: [join(folder, 'audit-checkpoints.txt')],
  key: async () => key,
  now: () => at,
})
for (let index = 0; index < Number(entries); index += 1)
  await log.audit({
    at,
    kind: 'answer',
    principal: name,
    subject: `${name}_${index}`,
    details: { decision: 'allow' },
  })
await log.close()
await store.close()
process.disconnect()
