import { readFile } from 'node:fs/promises'
import { readRunEnvironment } from '../config/environment.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { CliCommand } from './command.ts'
import { printText } from './output.ts'

/** `plumbline comment`: what was found, as the one comment of a pull or merge request. */
export const comment: CliCommand = {
  name: 'comment',
  summary: 'keep one comment on the pull or merge request that a run of CI is for',
  examples: ['plumbline comment comment.md', 'plumbline comment comment.md --review review.json'],
  exits:
    '0 it stands there, or there is no place for it and why was said; 2 it could not be posted.',
  configure(command) {
    command
      .argument('<file>', 'the text in Markdown, as `plumbline check --write markdown=FILE` has it')
      .option(
        '--review <file>',
        'suggest edits on lines, too, as `plumbline check --write github-review=FILE` has them',
      )
      .action(async (file: string, options: { readonly review?: string }) => {
        const { keepComment } = await import('../commenting.ts')
        const review = options.review === undefined ? null : await textOf(options.review)
        const outcome = await keepComment(
          { text: await textOf(file), review },
          readRunEnvironment(),
        )
        if (outcome.is === 'nowhere') return printText(`not posted: ${outcome.because}`)
        const { is, suggested } = outcome
        printText(suggested === 0 ? words[is] : `${words[is]}; edits suggested anew: ${suggested}`)
      })
  },
}

const words = {
  posted: 'the comment is posted',
  updated: 'the comment is updated',
  unchanged: 'the comment stands as it is',
  none: 'nothing was found, and no earlier comment says otherwise: none is posted',
} as const

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new PlumblineError('input.not-found', `cannot read ${file}`, { cause })
  }
}
