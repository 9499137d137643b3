import { destroys, type Effect } from '../effect.ts'
import type { Spoken } from './tokens.ts'

/** What a machine keeps its data on; terminals, sound and the like are none. */
const disk =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]\w*|nvme\d\w*|mmcblk\d\w*|md\d\S*|md\/\S+|dm-\d+|mapper\/\S+|disk\/\S+|r?disk\d\w*|block\/\S+)$/
const output = /^(?:-o|-O|--(?:out|output|dest|destination|target|overwrite|restore-to)[\w-]*)$/
/** `hof=/dev/sdb`, `id=0,dest=/dev/sdb1`, `--output=/dev/sdb` */
const glued = /(?:^|[,-])(?:h?of|out|output|dest|destination|target)[\w-]*=([^,]+)/
/** These put what a disk holds somewhere else. */
const reading =
  /^(?:save|backup|dump|read|capture|info|check|scan|verify|list|show|mount|test|probe)/

/** A disk that a program is told to write to, whatever the program is: `-o /dev/sdb`, `dest=/dev/sdb1`, `convert disk.img /dev/sdb`. */
export function ontoDisk({ tokens, texts }: Spoken): Effect | null {
  const named = texts.find(
    (text, place) =>
      (disk.test(text) && output.test(texts[place - 1] ?? '')) ||
      disk.test(glued.exec(text)?.[1] ?? ''),
  )
  const plain = texts.filter((text) => !text.startsWith('-'))
  const last = plain.at(-1) ?? ''
  const from = plain.at(-2) ?? ''
  const copied =
    disk.test(last) && /[/.]/.test(from) && !reading.test(tokens[0]?.text ?? '') ? last : undefined
  const target = named ?? copied
  return target === undefined ? null : destroys(`writes over a disk: ${target}`, 'machine')
}
