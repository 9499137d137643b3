import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKind } from '../../../src/sources/fetching/addresses.ts'

describe('addresses', () => {
  test.each([
    // Public
    ['1.1.1.1', 'public'],
    ['8.8.8.8', 'public'],
    ['9.255.255.255', 'public'],
    ['11.0.0.0', 'public'],
    ['100.63.255.255', 'public'],
    ['100.128.0.0', 'public'],
    ['126.255.255.255', 'public'],
    ['128.0.0.1', 'public'],
    ['169.253.255.255', 'public'],
    ['169.255.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['192.167.255.255', 'public'],
    ['192.169.0.0', 'public'],
    ['198.17.255.255', 'public'],
    ['198.20.0.0', 'public'],
    ['223.255.255.255', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['2001:4860:4860::8888', 'public'],
    ['2a00:1450:4001:82a::200e', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['::ffff:808:808', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['2002:808:808::1', 'public'],
    // Only for whoever says that the network is theirs
    ['127.0.0.1', 'private'],
    ['127.255.255.254', 'private'],
    ['10.0.0.0', 'private'],
    ['10.2.3.4', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['192.168.255.255', 'private'],
    ['198.18.0.1', 'private'],
    ['169.254.1.1', 'private'],
    ['100.64.0.0', 'private'],
    ['100.127.255.255', 'private'],
    ['::1', 'private'],
    ['0:0:0:0:0:0:0:1', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456:789a::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['fe80::1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['febf::1', 'private'],
    ['fec0::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['0:0:0:0:0:ffff:10.0.0.1', 'private'],
    ['::127.0.0.1', 'private'],
    ['64:ff9b::127.0.0.1', 'private'],
    ['64:ff9b::a02:304', 'private'],
    ['64:ff9b:1::808:808', 'private'],
    ['2002:7f00:1::', 'private'],
    ['2002:c0a8:101::1', 'private'],
    // For nobody
    ['169.254.169.254', 'never'],
    ['::ffff:169.254.169.254', 'never'],
    ['::ffff:a9fe:a9fe', 'never'],
    ['64:ff9b::a9fe:a9fe', 'never'],
    ['2002:a9fe:a9fe::', 'never'],
    ['169.254.170.2', 'never'],
    ['168.63.129.16', 'never'],
    ['100.100.100.200', 'never'],
    ['192.0.0.192', 'never'],
    ['fd00:ec2::254', 'never'],
    ['fd00:0ec2:0:0:0:0:0:0254', 'never'],
    ['fd20:ce::254', 'never'],
    ['0.0.0.0', 'never'],
    ['0.1.2.3', 'never'],
    ['::', 'never'],
    ['::ffff:0.0.0.0', 'never'],
    ['224.0.0.1', 'never'],
    ['239.255.255.250', 'never'],
    ['240.0.0.1', 'never'],
    ['255.255.255.255', 'never'],
    ['192.0.2.1', 'never'],
    ['198.51.100.7', 'never'],
    ['203.0.113.9', 'never'],
    ['192.88.99.1', 'never'],
    ['ff02::1', 'never'],
    ['2001:db8::1', 'never'],
    ['3fff::1', 'never'],
    ['2001::1', 'never'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'never'],
    ['100::1', 'never'],
    ['4000::1', 'never'],
    ['::2', 'never'],
    ['::ffff:0:808:808', 'never'],
    ['', 'never'],
    ['wiki.example', 'never'],
    ['0x7f.1', 'never'],
    ['1.1.1', 'never'],
  ])('%s is for %s', (address, reach) => {
    expect(addressKind(address).reach).toBe(reach)
  })

  test('an IPv6 address that stands for an IPv4 address is what that is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const { reach } = addressKind(address)
        expect(addressKind(`::ffff:${address}`).reach).toBe(reach)
        expect(addressKind(`64:ff9b::${address}`).reach).toBe(reach)
      }),
    )
  })

  test('outside the global range no IPv6 address is public but by what it stands for', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = Number.parseInt(address.split(':')[0] || '0', 16)
        const isGlobal = first >= 0x2000 && first < 0x4000
        const stands = /^(?:0*64:|2002:)/i.test(address) || first === 0
        if (!isGlobal && !stands) expect(addressKind(address).reach).not.toBe('public')
      }),
    )
  })

  test('whatever is asked, it has an answer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(addressKind(text).words).not.toBe('')
      }),
    )
  })
})
