import { type Effect, widens } from '../effect.ts'
import type { Spoken } from './tokens.ts'

/** What names a right, a role or whom it is given to. */
const rightly =
  /(?:^|[._-])(?:roles?|access|permissions?|perms?|privileges?|rights|grants?|level)$|^(?:user|host|service|cmd)cat$/
/** Everything, or everybody. */
const everything =
  /^(?:.*[/:])?(?:owner|admin|admins|administrator|administrators|root|super-?(?:admin|user)|sysadmin|full(?:[._-]?(?:access|control))?|all|\*|\*:\*|everyone|everybody|anyone|allusers|anonymous|cluster-admin|administratoraccess|\w*fullaccess|777|0777|rwx)$/
const modes = /(?:^|[._-])(?:mode|chmod|umask)$/
const open = /^0?[0-7]?(?:777|666|a\+rwx)$/

/** Rights to everything, or for everybody, that an option gives: `--role Owner`, `--access FULL`, `--usercat=all`, `--mode 0777`. */
export function grants({ settings }: Spoken): Effect | null {
  const given = settings.find(
    ([name, value]) =>
      (rightly.test(name) && everything.test(value)) || (modes.test(name) && open.test(value)),
  )
  return given ? widens(`gives rights to everything or everybody: ${given.join(' ')}`, 'account') : null
}
