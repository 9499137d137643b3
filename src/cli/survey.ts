import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { print, terminalProgress } from './output.ts'

/** `plumbline survey`: repositories into facts, and the pages judged by them. */
export const survey: CliCommand = {
  name: 'survey',
  summary: 'read the facts of all or some repositories and judge the pages by them',
  examples: ['plumbline survey', 'plumbline survey payments'],
  configure(command) {
    command
      .argument('[repository...]', 'ids of configured repositories; all unless given')
      .option(...configOption)
      .action((repositories: string[], options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => {
          const { progress, done } = terminalProgress()
          const surveyed = await plumbline.survey(repositories, progress).finally(done)
          for (const { id, commit, judged } of surveyed)
            print(
              `${id} at ${commit.slice(0, 12)}: ${judged.holds ?? 0} claims hold, ${judged.contradicted ?? 0} contradicted, ${judged.moved ?? 0} moved, ${judged.unknown ?? 0} not judged`,
            )
          await plumbline.deliver()
        }),
      )
  },
}
