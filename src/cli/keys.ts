import type { SigningKeySummary } from '../domain/receipt.ts'
import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { print } from './output.ts'

/** `plumbline keys`: keys for configured principals; a key is shown once and kept only as a digest. */
export const keys: CliCommand = {
  name: 'keys',
  summary: 'make, list or revoke API keys of configured principals',
  examples: [
    'plumbline keys create agent-deploy',
    'plumbline keys list',
    'plumbline keys rotate --compromised',
  ],
  configure(command) {
    command
      .command('create <principal>')
      .description('make a key for a configured principal and show it once')
      .option(...configOption)
      .action((principal: string, options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) =>
          print(await plumbline.createKey(principal)),
        ),
      )
    command
      .command('list')
      .description(
        'list the keys that exist, without their secrets, and those that receipts are signed with',
      )
      .option(...configOption)
      .action((options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => {
          for (const { id, principal, createdAt, revokedAt } of await plumbline.keys())
            print(
              `${id}  ${principal}  made ${createdAt.slice(0, 10)}${revokedAt ? `, revoked ${revokedAt.slice(0, 10)}` : ''}`,
            )
          for (const key of await plumbline.signingKeys()) print(signingLine(key))
        }),
      )
    command
      .command('rotate')
      .description(
        'make a new key that signs receipts from now on; the old one is published until its receipts have expired',
      )
      .option('--compromised', 'trust the old key no more, and recall what it signed', false)
      .option(...configOption)
      .action((options: { readonly config?: string; readonly compromised: boolean }) =>
        withPlumbline(options.config, async (plumbline) => {
          await plumbline.rotateSigningKey({ compromised: options.compromised })
          for (const key of await plumbline.signingKeys()) print(signingLine(key))
          await plumbline.deliver()
        }),
      )
    command
      .command('revoke <id>')
      .description('make a key worthless for good; revoking one that signed receipts recalls them')
      .option(...configOption)
      .action((id: string, options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => plumbline.revokeKey(id)),
      )
  },
}

const signingLine = ({ id, madeAt, is, publishedUntil, revokedAt }: SigningKeySummary): string => {
  const day = (at: string | null) => at?.slice(0, 16).replace('T', ' ') ?? ''
  const words = {
    signing: 'signs receipts',
    published: `signed receipts, published until ${day(publishedUntil)}`,
    past: 'signed receipts that have all expired',
    revoked: `revoked ${day(revokedAt)}`,
  }
  return `${id}  made ${madeAt.slice(0, 10)}, ${words[is]}`
}
