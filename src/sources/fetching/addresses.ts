import { BlockList, isIP, isIPv4 } from 'node:net'

/** Whom an address may be asked by: anybody, whoever says that the network is theirs, or nobody. */
export type Reach = 'public' | 'private' | 'never'

export interface AddressKind {
  readonly reach: Reach
  /** What it is, for a sentence: "a loopback address". */
  readonly words: string
}

type Range = readonly [address: string, prefix: number]

const range = (...ranges: readonly Range[]): BlockList => {
  const list = new BlockList()
  for (const [address, prefix] of ranges)
    list.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6')
  return list
}

/**
 * The special addresses, the first that holds wins; from the IANA registries of special-purpose addresses
 * (RFC 6890), and the addresses at which clouds hand out credentials to whatever asks from inside.
 */
const kinds: readonly (AddressKind & { readonly list: BlockList })[] = [
  {
    reach: 'never',
    words: 'an address at which clouds hand out credentials',
    list: range(
      ['169.254.169.254', 32], // AWS, Azure, Google Cloud, OpenStack and others
      ['169.254.170.2', 32], // AWS ECS
      ['169.254.170.23', 32], // AWS EKS
      ['168.63.129.16', 32], // Azure
      ['100.100.100.200', 32], // Alibaba Cloud
      ['192.0.0.192', 32], // Oracle Cloud
      ['fd00:ec2::254', 128], // AWS
      ['fd00:ec2::23', 128], // AWS EKS
      ['fd20:ce::254', 128], // Google Cloud
    ),
  },
  { reach: 'private', words: 'a loopback address', list: range(['127.0.0.0', 8], ['::1', 128]) },
  {
    reach: 'private',
    words: 'a private address',
    list: range(
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['fc00::', 7],
      ['64:ff9b:1::', 48],
    ),
  },
  {
    reach: 'private',
    words: 'a link-local address',
    list: range(['169.254.0.0', 16], ['fe80::', 10], ['fec0::', 10]),
  },
  {
    reach: 'private',
    words: "an address of a provider's inside (CGNAT)",
    list: range(['100.64.0.0', 10]),
  },
  { reach: 'never', words: 'a multicast address', list: range(['224.0.0.0', 4], ['ff00::', 8]) },
  {
    reach: 'never',
    words: 'an unspecified address',
    list: range(['0.0.0.0', 8], ['::', 128]),
  },
  {
    reach: 'never',
    words: 'a reserved address',
    list: range(
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.88.99.0', 24],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['240.0.0.0', 4],
      ['2001::', 23],
      ['2001:db8::', 32],
      ['3fff::', 20],
    ),
  },
  { reach: 'public', words: 'a public address', list: range(['0.0.0.0', 0], ['2000::', 3]) },
]

const reserved: AddressKind = { reach: 'never', words: 'a reserved address' }

/** What kind of address this is; anything that is not understood is for nobody. */
export const addressKind = (address: string): AddressKind => {
  const [bare = ''] = address.split('%')
  if (isIP(bare) === 0) return { reach: 'never', words: 'no IP address' }
  if (isIPv4(bare)) return kindOf(bare, 'ipv4')
  const groups = groupsOf(bare)
  if (groups === null) return reserved
  const inside = embedded(groups)
  // The kernel routes ::1 and :: by themselves, though they look like the oldest way to write an IPv4 address.
  return inside === null ? kindOf(bare, 'ipv6') : kindOf(inside, 'ipv4')
}

const kindOf = (address: string, family: 'ipv4' | 'ipv6'): AddressKind =>
  kinds.find(({ list }) => list.check(address, family)) ?? reserved

/** The eight groups of an IPv6 address. */
const groupsOf = (address: string): readonly number[] | null => {
  // URL has one way to write an address: no IPv4 at its end, no leading zeros.
  if (!URL.canParse(`http://[${address}]/`)) return null
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const numbers = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const before = numbers(head)
  const after = numbers(tail ?? '')
  const missing = 8 - before.length - after.length
  return [...before, ...Array.from({ length: missing }, () => 0), ...after]
}

/** The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4. */
const embedded = (groups: readonly number[]): string | null => {
  const [first = 0, second = 0, third = 0, fourth, fifth, sixth, seventh = 0, eighth = 0] = groups
  const zeros = [third, fourth, fifth].every((group) => group === 0)
  if (first === 0x2002) return dotted(second, third)
  if (first === 0x64 && second === 0xff9b && zeros && sixth === 0) return dotted(seventh, eighth)
  if (first !== 0 || second !== 0 || !zeros) return null
  if (sixth === 0xffff) return dotted(seventh, eighth)
  return sixth === 0 && seventh !== 0 ? dotted(seventh, eighth) : null
}

const dotted = (high: number, low: number): string =>
  [high >> 8, high & 255, low >> 8, low & 255].join('.')
