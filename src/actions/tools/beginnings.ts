import { lookUp } from '../../domain/lookup.ts'
import type { Word } from '../word.ts'

type Spelling = Readonly<Record<string, string>>

const guests =
  'clone config create delsnapshot destroy disk help list listsnapshot migrate pending reboot rescan resize resume rollback set shutdown ' +
  'snapshot start status stop suspend template unlock cleanup'

/** Verbs of programs that take any beginning of a verb that is clear; below a word of a group, those of the group. */
const spelled: Readonly<Record<string, Spelling>> = {
  qm: { '': `${guests} agent guest import monitor move sendkey showcmd terminal unlink wait` },
  pct: {
    '': `${guests} console cpusets df enter exec fsck fstrim mount pull push restore unmount`,
  },
  pvesm: { '': 'add alloc export free help import list path prune-backups remove scan set status' },
  pvecm: { '': 'add apiver create delnode expected keygen nodes qdevice status updatecerts' },
  pveum: {
    '': 'acl group passwd pool realm role ticket user',
    acl: 'delete list modify',
    group: 'add delete list modify',
    pool: 'add delete list modify',
    realm: 'add delete list modify sync',
    role: 'add delete list modify',
    user: 'add delete list modify permissions tfa token',
  },
  btrfs: {
    '': 'balance check device filesystem inspect-internal property qgroup quota receive replace rescue restore scrub send subvolume',
    subvolume: 'create delete find-new get-default list set-default show snapshot sync',
    device: 'add delete ready remove scan stats usage',
    qgroup: 'assign create destroy limit remove show',
  },
  nmcli: {
    '': 'agent connection device general monitor networking radio',
    connection:
      'add clone delete down edit export import load migrate modify monitor reload show up',
    device: 'connect delete disconnect lldp modify monitor reapply set show status up wifi',
  },
}

/** The words with verbs that were cut short written out: `btrfs su d x`, `pct ro 100 before`, `pveum us del bob@pve`. */
export function writtenOut(program: string, words: readonly Word[]): readonly Word[] {
  const groups = lookUp(spelled, program)
  if (groups === undefined) return words
  const [first = -1, second = -1] = words.flatMap(({ text }, place) =>
    /^[a-z]/.test(text) ? [place] : [],
  )
  const group = whole(words[first]?.text, groups[''])
  const verb = whole(words[second]?.text, lookUp(groups, group))
  return words.map((word, place) => {
    const text = place === first ? group : place === second ? verb : ''
    return text === '' || word.dynamic ? word : { ...word, text }
  })
}

/** The one word of a list that begins like this; empty where none or several do. */
function whole(text = '', list = ''): string {
  const words = list.split(' ')
  if (text === '' || words.includes(text)) return text
  const [only = '', ...more] = words.filter((word) => word.startsWith(text))
  return more.length === 0 ? only : ''
}
