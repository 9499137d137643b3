import type { Step } from './git-repository.ts'

/** A shop of which its documents say nothing wrong. */
export const allIsTrue: Step = {
  message: 'All is true',
  files: {
    'docs/guide.md': '# Guide\n\nThe ports are in `src/ports.ts`.\n',
    'docs/limits.md': '# Limits\n\nThe limits are in `src/limits.ts`.\n',
    'src/limits.ts': 'export const limit = 5\n',
    'src/ports.ts': 'export const port = 8080\n',
  },
}

/** A repository whose branches make documents wrong, or do not: what runs of code hosts are tried on. */
export const shopThatChanges: readonly Step[] = [
  allIsTrue,
  { message: 'Drop the ports', branch: 'feature', delete: ['src/ports.ts'] },
  { message: 'Drop the limits', branch: 'main', delete: ['src/limits.ts'] },
  { message: 'The feature, merged with what main is now', branch: 'main', merge: 'feature' },
  { message: 'Something else', branch: 'tidy', files: { 'src/more.ts': 'export {}\n' } },
]
