import { expect, test } from 'vitest'
import { publicAddress } from '../../src/values/public-address.ts'

test.each([
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['https://ana:secret@git.acme.example:8443/shop.git/', 'https://git.acme.example:8443/shop'],
  ['https://ghp_0123456789abcdefghij@github.com/acme/shop', 'https://github.com/acme/shop'],
  ['https://git.acme.example/shop.git?private_token=abc#key', 'https://git.acme.example/shop'],
  ['http://git.acme.example/a b.git', 'http://git.acme.example/a%20b'],
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
  ['ssh://git:secret@git.acme.example:2222/acme/shop.git', 'https://git.acme.example/acme/shop'],
  ['git+ssh://git@git.acme.example/shop', 'https://git.acme.example/shop'],
  ['/srv/git/shop.git', null],
  ['../shop', null],
  ['file:///home/ana/shop', null],
  ['C:\\git\\shop', null],
  ['ext::sh -c whoami', null],
  ['', null],
])('%s is %s', (remote, address) => {
  expect(publicAddress(remote)).toBe(address)
})
