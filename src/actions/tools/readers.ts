import { readArguments } from '../arguments.ts'
import { adds, type Effect, hides, loses, reads } from '../effect.ts'
import type { Call, Tool } from './tool.ts'

const plain = (
  ': [ test true false echo printf cat bat ls ll la dir tree pwd cd pushd popd head tail less more most nl tac rev wc sort uniq cut paste ' +
  'tr column find gfind bfs comm diff cmp sdiff colordiff grep egrep fgrep rg ag ack fd which whereis type hash man info apropos whatis file stat du df free ' +
  'ps top htop btop uptime w who whoami id groups last lastlog hostname uname date cal arch nproc lscpu lsblk lsusb lspci lsof blkid dmesg ' +
  'vmstat iostat sar netstat ss ping ping6 traceroute tracepath mtr dig nslookup host whois jq yq xq fx xxd od hexdump strings md5sum sha1sum ' +
  'sha256sum sha512sum shasum b2sum cksum base64 base32 basename dirname realpath readlink seq sleep wait printenv locale tput clear tty ' +
  'export declare typeset local readonly let set shopt alias unalias return exit break continue shift umask ulimit getopts read mapfile ' +
  'expr bc dc factor fold fmt expand unexpand join look yes reset openssl pgrep pidof strace ldd nm objdump ' +
  'redoc glow tldr envsubst history jobs fg bg disown pstree numfmt shuf tsort iconv dos2unix getent fc dirs ' +
  'pr col colrm ts csvlook csvcut csvgrep csvstat xmllint pup htmlq gron neofetch fastfetch inxi lshw hwinfo dmidecode sensors acpi smartctl lsmod modinfo lsattr getfacl getcap namei ' +
  'exa eza lsd fzf delta difft tokei cloc scc hexyl procs dust duf ncdu finger locate plocate getconf lvs vgs pvs lvdisplay vgdisplay pvdisplay findmnt systemd-analyze systemd-cgls ' +
  'apt-cache dpkg-query apt-file man2html pdftotext pdfinfo identify mediainfo ffprobe exif sqlformat ' +
  'help compgen complete logger notify-send pbcopy pbpaste'
).split(' ')

const programmable = ['awk', 'gawk', 'mawk', 'sed', 'gsed', 'unset']

/** Characters of a script of sed; what is looked for in it takes their square. */
const mostRead = 2_000

/** awk and sed are languages that can run commands and write files. */
function scripted(program: string, words: Call['words']): Effect {
  const text = words.map((word) => word.text).join(' ')
  if (program.endsWith('awk')) {
    return /\bsystem\s*\(|\|\s*&?\s*(?:getline|["'])|\|\s*(?:sh|bash)\b/.test(text)
      ? hides('runs commands from within awk')
      : reads('reads')
  }
  if (words.some(({ text: word }) => word.length > mostRead))
    return hides('is handed a script of sed that is too long to be read')
  const runs = words.some(({ text: word }) =>
    /(?:^|[;{/])\s*\d*e\s+\S|s([^\w\s\\])(?:\\.|(?!\1)[^\\])*\1(?:\\.|(?!\1)[^\\])*\1[a-zA-Z\d]{0,20}e[a-zA-Z\d]{0,20}$/.test(
      word,
    ),
  )
  if (runs) return hides('runs commands from within sed')
  return words.some(({ text: word }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(word))
    ? adds('edits files in place')
    : reads('reads')
}

export const readers: Tool = {
  about: 'Programs that only read, print, or change nothing but their own shell.',
  names: true,
  programs: [...new Set([...plain, ...programmable])],
  classify({ program, words }) {
    const given = readArguments(words, {})
    if (program === 'unset') return reads('unsets variables of this shell')
    if (programmable.includes(program)) return scripted(program, words)
    if (program === 'rg' && given.has('--pre', '--hostname-bin'))
      return hides('runs a program on what it reads')
    if (program === 'openssl') return adds('works with keys')
    if (program === 'history' && given.has('-c', '-d', '--clear'))
      return loses('deletes what was typed', 'resource', 'no')
    if (program === 'dmesg' && given.has('-C', '-c', '--clear', '--read-clear'))
      return loses('clears the log of the kernel', 'machine', 'no')
    if (program === 'hostname' || program === 'date')
      return given.has('-s', '--set', '-b')
        ? adds('changes a setting of the machine')
        : reads('reads')
    return reads('reads or prints')
  },
}
