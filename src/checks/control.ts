import { type Check, unknown } from './check.ts'
import { auditLogging } from './control/audit-logging.ts'
import { backupRetention } from './control/backup-retention.ts'
import { closedSsh } from './control/closed-ssh.ts'
import { nonRoot, readOnlyRoot } from './control/containers.ts'
import type { Control } from './control/contract.ts'
import { defaultDeny } from './control/default-deny.ts'
import { deletionProtection } from './control/deletion-protection.ts'
import { encryptionAtRest } from './control/encryption-at-rest.ts'
import { mfaDelete } from './control/mfa-delete.ts'
import { privateBucket } from './control/private-bucket.ts'
import { requiredApprovals } from './control/required-approvals.ts'
import { rowLevelSecurity } from './control/row-level-security.ts'
import { tlsMinimum } from './control/tls-minimum.ts'

/** The controls that are judged; each is one file. */
const controls: readonly Control[] = [
  rowLevelSecurity,
  deletionProtection,
  encryptionAtRest,
  privateBucket,
  backupRetention,
  mfaDelete,
  requiredApprovals,
  tlsMinimum,
  closedSsh,
  defaultDeny,
  nonRoot,
  readOnlyRoot,
  auditLogging,
]

/** A page says that a control protects something; the configuration must make it effective, not only present. */
export const control: Check = {
  statesMore: true,
  searches: true,
  about: 'A page says that a control protects something; the configuration must make it effective.',
  against: ['control', 'setting', 'resource', 'option'],

  *mentions(reading) {
    for (const one of controls) yield* one.mentions(reading)
  },

  judge(claim, surveys) {
    const [name] = (claim.value ?? '').split(':')
    const one = controls.find((each) => each.name === name)
    return one?.judge(claim, surveys) ?? unknown('ambiguous', `no control is called ${name}`)
  },
}
