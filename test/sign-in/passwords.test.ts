import { expect, test } from 'vitest'
import { hashPassword, isPassword, whyWeak } from '../../src/sign-in/passwords.ts'
import { codeAsTyped, isTokenShaped, newCode, newToken } from '../../src/sign-in/tokens.ts'

const password = 'tide tables for the north quay'

test('a password is the one that was stored, however its characters were composed, and no other is', async () => {
  const stored = await hashPassword(`${password} é`)
  expect(stored).toMatch(/^scrypt\$32768\$8\$3\$/)
  expect(stored).not.toContain('quay')
  expect(await isPassword(`${password} e\u0301`, stored)).toBe(true)
  expect(await isPassword(`${password} e`, stored)).toBe(false)
  expect(await isPassword('', stored)).toBe(false)
  expect(await hashPassword(password)).not.toBe(await hashPassword(password))
})

test.each([
  ['nothing stored', null],
  ['no hash', password],
  ['an empty key', 'scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA$'],
  ['a weaker hash than ours', `scrypt$2$1$1$${'A'.repeat(22)}$${'A'.repeat(43)}`],
])('%s is nobody’s password', async (_, stored) => {
  expect(await isPassword(password, stored)).toBe(false)
})

test.each([
  ['short', 'ana', 'at least 12'],
  ['x'.repeat(257), 'ana', 'at most 256'],
  ['aaaaaaaaaaaaaa', 'ana', 'repeats'],
  ['the word is ANA of course', 'ana', 'your name'],
])('%s is weak', (text, name, why) => {
  expect(whyWeak(text, name)).toContain(why)
})

test('a password of some words will do', () => {
  expect(whyWeak(password, 'ana')).toBeNull()
})

test('a code is read as people type it', () => {
  const code = newCode()
  expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}$/)
  expect(codeAsTyped(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''))
})

test('secrets', () => {
  const token = newToken()
  expect(isTokenShaped(token)).toBe(true)
  for (const text of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}%`])
    expect(isTokenShaped(text)).toBe(false)
})
