import { describe, expect, test } from 'vitest'
import { readAsked } from '../../src/retrieval/asked.ts'
import { readKeywords } from '../../src/retrieval/keywords.ts'
import { stemOf } from '../../src/retrieval/stem.ts'

const read = (question: string) => readAsked(question, readKeywords(question), [])
const inRole = (question: string, role: string) =>
  read(question)
    .words.filter((word) => word.role === role)
    .map(({ text }) => text)

test.each([
  ['How many replicas does the ledger run?', 'count'],
  ['How much memory may a worker take?', 'quantity'],
  ['How large may an invoice be?', 'quantity'],
  ['What does a seat cost?', 'quantity'],
  ['How long are invoices kept?', 'time'],
  ['How often is the ledger closed?', 'time'],
  ['When is the ledger closed?', 'moment'],
  ['On which day is the ledger closed?', 'moment'],
  ['How do I close the ledger?', 'anything'],
  ['Who closes the ledger?', 'anything'],
  ['LEDGER_TIMEOUT', 'anything'],
  ['', 'anything'],
])('%s seeks %s', (question, sought) => {
  expect(read(question).sought).toBe(sought)
})

describe('what words do in a question', () => {
  test.each([
    ['name', 'How many transfers does Ostbank allow?', ['ostbank']],
    ['name', 'What is LEDGER_TIMEOUT?', ['ledger', 'timeout']],
    ['name', 'How Do I Close The Ledger On Friday', []],
    ['deed', 'How do I rotate the token of the ledger?', ['rotate']],
    ['deed', 'How can we drain a node?', ['drain']],
    ['deed', 'Who renews the certificate?', ['renews']],
    ['deed', 'Who may approve a refund?', ['approve']],
    ['deed', 'Who is the owner of the ledger?', []],
    ['choice', 'What is the default retry delay?', ['default']],
    ['choice', 'Which is the oldest release in support?', ['oldest']],
    ['small', 'What does IBAN stand for?', ['stand']],
    ['small', 'How fast does the ledger answer?', ['fast']],
  ])('%s in: %s', (role, question, words) => {
    expect(inRole(question, role)).toEqual(words)
  })

  test.each([
    ['How many signing keys are valid?', 'keys'],
    ['How many streams upload a file?', 'streams'],
    ['How many hours does it take?', 'hours'],
    ['How do I count keys?', undefined],
  ])('what is counted: %s', (question, counted) => {
    expect(read(question).counted?.text).toBe(counted)
  })

  test('a kind of name in code may be asked for', () => {
    expect(read('Which variable holds the token?').codeName?.text).toBe('variable')
    expect(read('Which bank holds the money?').codeName).toBeNull()
  })

  test.each([
    ['How long are logs kept?', 'kept', 'keep'],
    ['Who wrote the ledger?', 'wrote', 'written'],
    ['May I keep five copies?', 'five', '5'],
    ['How do I back up the ledger?', 'back', 'backup'],
    ['When are pods added?', 'added', 'add'],
    ['What is the default delay?', 'default', 'unless'],
  ])('%s: %s is also said as %s', (question, word, form) => {
    expect(read(question).words.find(({ text }) => text === word)?.forms).toContain(form)
  })

  test.each([
    ['Is the limit 7?', '7', ['7', 'seven'].map(stemOf)],
    ['Is the limit 22?', '22', ['22']],
    ['Is the limit 12?', '12', ['12', 'twelve'].map(stemOf)],
  ])('%s: numbers are said as they are, in digits or in words', (question, word, forms) => {
    const [asked] = read(question).words.filter(({ text }) => text === word)
    expect([...(asked?.forms ?? [])].toSorted()).toEqual(forms.toSorted())
  })

  test('a word that was guessed is marked', () => {
    const question = 'restart the ledger'
    const corrections = [{ asked: 'restrat', read: 'restart' }]
    const { words } = readAsked(question, readKeywords(question), corrections)
    expect(words.filter(({ isGuess }) => isGuess).map(({ text }) => text)).toEqual(['restart'])
  })
})
