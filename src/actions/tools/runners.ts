import { asksHelp, readArguments } from '../arguments.ts'
import { adds, hides, loses, reads } from '../effect.ts'
import { destructiveName } from '../telling-words.ts'
import type { Tool } from './tool.ts'

export const runners: Tool = {
  about:
    'Targets and tasks of a project: make, just, task, rake, gradle, mvn. What a target runs is not seen, only its name.',
  names: true,
  programs: [
    'make',
    'gmake',
    'just',
    'task',

    'invoke',
    'inv',
    'gradle',
    'gradlew',
    'mvn',
    'mvnw',
    'ant',
    'nx',
    'turbo',

    'fab',
    'cap',
  ],
  classify({ program, words, input }) {
    const given = readArguments(words, {
      valued: [
        '-C',
        '-f',
        '--file',
        '--directory',
        '-j',
        '-i',
        '--inventory',
        '-l',
        '--limit',
        '-e',
        '-t',
        '--tags',
      ],
    })
    if (asksHelp(given) || given.has('--list', '--summary')) return reads('prints help')
    if (program !== 'fab' && given.has('-n', '--dry-run', '--just-print', '--recon'))
      return reads('only shows what it would run')
    if (/^g?make$/.test(program) && input !== null && given.value('-f', '--file') === '-')
      return hides('runs a makefile that comes from elsewhere')
    const targets = given.positionals.filter((word) => !word.includes('='))
    if (given.dynamic.size > 0) return hides('runs a target named by a variable')
    const telling = targets.find((target) => destructiveName(target.split('/').at(-1) ?? target))
    if (telling !== undefined)
      return loses(`runs the target ${telling}, which by its name destroys`)
    const said = targets.join(' ')
    return {
      ...adds(`runs ${said === '' ? `what ${program} runs by default` : `the target ${said}`}`),
      unknownProgram: true,
    }
  },
}
