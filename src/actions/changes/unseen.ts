import type { ChangedFile, ChangeSet } from './changed-file.ts'

/** Pictures, fonts, sound and printed pages are seen by people, and nothing runs them. */
const media =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|svgz?|heic|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|mov|m4a|flac|pdf|psd|ai|sketch|fig|drawio|excalidraw|xlsx?|docx?|pptx?|po|mo|lockb|(?:xml|txt|csv)\.gz)$/i

/** Parts of a change whose effect nobody can tell from the diff, in words. */
export const unseenParts = ({ files }: ChangeSet): readonly string[] => {
  const hidden = files.filter(
    ({ binary, path, place, after }) =>
      binary && after !== null && place !== 'test' && place !== 'example' && !media.test(path),
  )
  const links = files.filter(isOutwardLink)
  return [
    ...named(hidden, 'is binary: what it holds cannot be seen'),
    ...named(links, 'becomes a link out of the repository'),
  ]
}

const named = (files: readonly ChangedFile[], what: string): readonly string[] => {
  const [first] = files
  if (!first) return []
  return [
    files.length === 1
      ? `${first.path} ${what}`
      : `${first.path} and ${files.length - 1} more: each ${what}`,
  ]
}

const isOutwardLink = ({ modes, hunks, after, path }: ChangedFile): boolean => {
  if (modes.after !== '120000' || after === null) return false
  const target =
    hunks.flatMap(({ lines }) => lines).find(({ kind }) => kind === 'added')?.text ?? ''
  const ups = target.split('/').filter((part) => part === '..').length
  return target.startsWith('/') || ups >= path.split('/').length
}
