import type { SimpleCommand } from './shell.ts'

/** Where a path leads from a folder. */
export const from = (folder: string, path: string): string =>
  folder === '' || /^[~/$]/.test(path) ? path : `${folder}/${path}`

/** `cd .claude && rm settings.json`: where the command after this one runs. */
export function folderAfter({ words }: SimpleCommand, folder: string): string {
  const [first, ...rest] = words
  if (first?.text !== 'cd' && first?.text !== 'pushd') return folder
  const target = rest.find(({ text }) => !text.startsWith('-'))
  return target === undefined ? '~' : from(folder, target.text)
}
