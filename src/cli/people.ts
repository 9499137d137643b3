import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { print } from './output.ts'

interface Options {
  readonly config?: string
  readonly minutes?: string
}

/** `plumbline people`: who signs in to decide on approvals. Nothing here decides: that takes a browser and the person. */
export const people: CliCommand = {
  name: 'people',
  summary: 'invite people to sign in, list them, or sign them out',
  examples: [
    'plumbline people invite ana --minutes 30',
    'plumbline people list',
    'plumbline people sign-out ana',
  ],
  configure(command) {
    command
      .command('invite <person>')
      .description('make a one-time code for a first sign-in, or after a lost password; shown once')
      .option(...configOption)
      .option('--minutes <number>', 'how long it is good (60 unless given, at most 1440)')
      .action((person: string, { config, minutes }: Options) =>
        withPlumbline(config, async (plumbline) => {
          const { code, endsAt } = await plumbline.invitePerson(
            person,
            ...(minutes === undefined ? [] : [Number(minutes)]),
          )
          const { url } = plumbline.signInSettings()
          const until = `${endsAt.slice(0, 16).replace('T', ' ')} UTC`
          const where =
            url === null
              ? 'the address that `plumbline serve` prints, with /sign-in/first behind it'
              : `${url}/sign-in/first`
          print(
            `${code}\nGood once, until ${until}: hand it to ${person}, who sets a password at ${where}`,
          )
        }),
      )
    command
      .command('list')
      .description('list the people of the configuration and whether they have signed in')
      .option(...configOption)
      .action(({ config }: Options) =>
        withPlumbline(config, async (plumbline) => {
          for (const { id, passwordSetAt, invitedUntil, sessions } of await plumbline.people()) {
            const password = passwordSetAt
              ? `password of ${passwordSetAt.slice(0, 10)}`
              : 'no password'
            const invited = invitedUntil ? ', invited' : ''
            print(`${id}  ${password}${invited}, ${sessions} open sessions`)
          }
        }),
      )
    command
      .command('sign-out <person>')
      .description('end all sessions of a person')
      .option(...configOption)
      .action((person: string, { config }: Options) =>
        withPlumbline(config, async (plumbline) =>
          print(`${await plumbline.signOutEverywhere(person)} sessions ended`),
        ),
      )
    command
      .command('forget <person>')
      .description('take a person’s password, code and sessions away')
      .option(...configOption)
      .action((person: string, { config }: Options) =>
        withPlumbline(config, async (plumbline) => plumbline.forgetPerson(person)),
      )
  },
}
