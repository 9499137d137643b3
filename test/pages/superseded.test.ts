import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from './reading.ts'

const successorOf = (text: string) => readText(text).page.supersededBy

describe('a page that says of itself that its time is over', () => {
  it.each([
    ['> **Warning**\n>\n> This page is deprecated, see [Deploys](../deploys.md).', '../deploys.md'],
    ['**DEPRECATED**: use [the new runbook](/runbooks/new) instead.', '/runbooks/new'],
    [
      'This documentation is outdated. View the up-to-date version at https://docs.acme.example/x',
      'https://docs.acme.example/x',
    ],
    ['The content of this page has been moved to the following:\n\n- [a](a.md)', null],
    ['This runbook has been replaced by the on-call handbook.', 'the on-call handbook'],
    ['This document has moved to <https://wiki.acme.example/x>.', 'https://wiki.acme.example/x'],
    ['Status: Superseded by [ADR-0012](0012-queues.md)', '0012-queues.md'],
    ['Superseded by ADR 12', 'ADR 12'],
    ['!!! warning\n\n    This guide is no longer maintained.', null],
    ['_This page is out of date._ Last look: March.', null],
    ['Do not follow this guide!', null],
    [
      'This documentation is for an outdated version of Acme. See [the current release](https://docs.acme.example).',
      'https://docs.acme.example',
    ],
    ["You're viewing the documentation for an older version of Acme.", null],
    [
      'You are looking at the docs of an unsupported release. Go to [the latest](../v9/)!',
      '../v9/',
    ],
    ['This document is **not updated** anymore, and is **incomplete** and **outdated**.', null],
    ['Note: these docs are for a previous version.', null],
    ['⚠️ OUTDATED', null],
    ['> **OBSOLETE — historical record.** This documents the old queue, since **removed**.', null],
    ['*Deprecated since version 2.4; the worker starts by itself.*', null],
    ['This page is deprecated and will be removed soon.', null],
    ['This wiki page is now officially archived.', null],
    [
      'This document describes the queues of Acme 5 that have been changed for Acme 6. See [the new ones](queues6.md).',
      'queues6.md',
    ],
  ])('%s', (words, successor) => {
    const found = successorOf(`# Restart the worker\n\n${words}\n\nDrain the queue.\n`)
    if (successor === null) expect(found).toMatch(/^nothing that it names: it says “/)
    else expect(found).toBe(successor)
  })

  it.each(['[DEPRECATED] Restart', 'Restart (obsolete)', 'ARCHIVED: restart'])('%s', (title) => {
    expect(successorOf(`# ${title}\n\nDrain the queue.\n`)).toMatch(/^nothing that it names/)
  })
})

describe('a page that says it of something else, or not for sure', () => {
  it.each([
    'The `--force` flag is deprecated, use `--yes` instead.',
    'This API is deprecated. See [the new one](v2.md).',
    'This endpoint has been replaced by `/v2/refunds`.',
    'This page lists what is deprecated.',
    '> Obsolete berths are kept for a year.',
    'Archived historical bookings are read by `src/rounding.ts`.',
    'This page describes the queues of Acme 5 that have been asked for. See [the new ones](queues6.md).',
    'This page describes the metrics that have been reworked in version 3.',
    'This guide describes the queues that have been removed in 3.0 and what to write instead.',
    'This page may be outdated; ask the team.',
    'Deprecated names since 2.4 are listed below.',
    '**Deprecated since 2.0:** the short names of flags.',
    'If this page is out of date, tell the team.',
    'This document will be superseded by the handbook next year.',
    'This page is not outdated.',
    'This document is not updated by hand.',
    'This guide is incomplete.',
    'This page is not updated anymore by hand: `scripts/gen.sh` writes it.',
    'You are on an old version of Node.',
    'This guide covers older versions of the protocol.',
    'This guide covers an older version of the protocol, which the server still speaks.',
    'This guide is for previous versions and the current one.',
    'This guide is for those who use an older version.',
    'You are on an older version if `acme --version` says 2.',
    'This document describes the previous version scheme.',
    'This document describes the deprecated queue.',
    'This guide explains how a page is archived.',
    '- Deprecated: `--force`\n- Removed: `--old`',
    '| Status | Meaning |\n|---|---|\n| deprecated | do not use |',
    '```\nThis page is deprecated\n```',
    'Deprecated flags are listed below.',
    'Archived pages are kept for a year.',
    'Replaced parts go into the box.',
    'Do not use this runbook if the leader is healthy.',
    'Do not follow this procedure unless you were paged.',
    'Do not use this guide for production clusters.',
    "Don't rely on this page for exact prices.",
    '> [!WARNING]\n> Deprecated: the `--old` flag goes in May.',
    'Archived: kept read-only for 90 days.',
    'Think this page is outdated? Edit it.',
    'Found that this page is out of date? Tell the team.',
    'This page was outdated and has been rewritten.',
    'The following guide is deprecated: [old](old.md).',
    'This page is archived nightly to the vault.',
    'This guide is replaced every year.',
    'No part of this document is deprecated.',
    'This page is obsolete for versions before 2.0 only.',
    'This guide has moved to quarterly reviews.',
  ])('%s', (words) => {
    expect(successorOf(`# Restart the worker\n\n${words}\n\nDrain the queue.\n`)).toBeNull()
  })

  it('far down, under its own headings', () => {
    const text = '# A\n\nOne.\n\n## B\n\nTwo.\n\n## C\n\nThis page is deprecated.\n'
    expect(successorOf(text)).toBeNull()
  })

  it('as a label of a section', () => {
    const text = '# Settings\n\nAll keys.\n\n## old_key\n\n**Deprecated:** use `new_key`.\n'
    expect(successorOf(text)).toBeNull()
  })

  it.each([
    'Deprecated features',
    'Archive the old orders',
    'Obsolete hardware',
    'Deprecated: features removed in 2.0',
    'Deprecated - what the label means',
  ])('titled %s', (title) => {
    expect(successorOf(`# ${title}\n\nDrain the queue.\n`)).toBeNull()
  })
})

it('reads any text to an end', () => {
  const words = fc.constantFrom(
    'this page is ',
    'deprecated',
    'not ',
    'now ',
    '[x](y)',
    '**',
    '. ',
    'superseded by ',
    '\n\n',
    '> ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }), (parts) => {
      const found = successorOf(parts.join(''))
      expect(found === null || found.length <= 600).toBe(true)
    }),
  )
})
