import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { print } from './output.ts'

/** `plumbline keys`: keys for configured principals; a key is shown once and kept only as a digest. */
export const keys: CliCommand = {
  name: 'keys',
  summary: 'make, list or revoke API keys of configured principals',
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
      .description('list the keys that exist, without their secrets')
      .option(...configOption)
      .action((options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => {
          for (const { id, principal, createdAt, revokedAt } of await plumbline.keys())
            print(
              `${id}  ${principal}  made ${createdAt.slice(0, 10)}${revokedAt ? `, revoked ${revokedAt.slice(0, 10)}` : ''}`,
            )
        }),
      )
    command
      .command('revoke <id>')
      .description('make a key worthless')
      .option(...configOption)
      .action((id: string, options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => plumbline.revokeKey(id)),
      )
  },
}
