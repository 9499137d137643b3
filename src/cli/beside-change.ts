import { riskOfChange } from '../beside-change.ts'
import type { CheckedChange, CheckFoldersRequest } from '../check-folders.ts'
import { plumblineAt } from '../client/http.ts'
import type { Config } from '../config/config.ts'
import { readGateEnvironment } from '../config/environment.ts'
import type { BesideChange } from '../domain/beside-change.ts'
import type { CodeChange } from '../domain/code-change.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Elsewhere } from '../domain/impact.ts'

/** Whom to ask of pages elsewhere. */
export interface BesideOptions {
  readonly server?: string
  readonly knownAs?: string
}

type ChangeRequest = CheckFoldersRequest & { readonly since: string }

/** What a change risks, and what it does to pages that a server knows, where there is one: asked once the check has read the code. */
export async function besideChange(
  request: ChangeRequest,
  options: BesideOptions,
  config: Config,
  checked: Promise<Pick<CheckedChange, 'code'>>,
): Promise<BesideChange> {
  const { policy, url, key } = readGateEnvironment()
  const server = options.server ?? url
  const looked = async () => {
    const { code } = await checked
    return server === null ? null : lookElsewhere(() => code(options.knownAs ?? null), server, key)
  }
  const [risk, elsewhere] = await Promise.all([riskOfChange(request, policy, config), looked()])
  return { risk, elsewhere }
}

/** What the largest body of a request may come to, in bytes. */
const largestBody = 1_000_000

/** Asks a server. That it cannot be asked is told, and is no fault of the check. */
async function lookElsewhere(
  changed: () => CodeChange,
  server: string,
  key: string | null,
): Promise<Elsewhere> {
  if (key === null) return unasked('PLUMBLINE_KEY, the key for the server, is not set')
  try {
    const change = changed()
    const { base, facts, paths } = change
    if (Buffer.byteLength(JSON.stringify(change)) > largestBody)
      return unasked(
        `the change alters ${facts.length} facts and ${paths.length} paths, more than a server is asked about at once`,
      )
    return { is: 'looked', base, impacts: await plumblineAt({ url: server, key }).impacts(change) }
  } catch (fault) {
    if (!(fault instanceof PlumblineError)) throw fault
    return unasked(`${fault.message}; ${fault.next}`)
  }
}

const unasked = (because: string): Elsewhere => ({ is: 'not-looked', because })
