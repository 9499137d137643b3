import { describe, expect, it } from 'vitest'
import { genreNamed, genreOf, genreOfHeading } from '../../src/pages/genre.ts'

describe('what a page is for', () => {
  it.each([
    ['docs/configuration.md', 'Configuration', '', 'reference'],
    ['docs/runbooks/restart.md', 'Restart', '', 'runbook'],
    ['docs/adr/0007-redis.md', 'Redis', '', 'plan'],
    [
      'docs/tests/00-flows.md',
      'Tests',
      'Status: approved 2026-05-02. Tracked elsewhere.',
      'record',
    ],
    ['docs/tests/flows.md', 'Tests', 'Status: approved for all. See 2026-05-02.', 'reference'],
    ['LIFECYCLE_REDESIGN.md', 'Lifecycle', '', 'plan'],
    ['PLAN-new-storage.md', 'New storage', '', 'plan'],
    ['docs/plan-your-storage.md', 'Storage', '', 'reference'],
    ['docs/design_proposals/event-api.md', 'Event API v2', '', 'plan'],
    ['docs/product-proposals.md', 'Berths', '', 'reference'],
    ['wiki/rfc-ledger-v2.html', 'Ledger', '', 'plan'],
    ['docs/roadmap.md', 'What comes', '', 'plan'],
    ['CHANGELOG.md', 'Changelog', '', 'record'],
    ['wiki/release-notes-2025.html', '2025', '', 'record'],
    ['wiki/postmortem-2024-09.html', 'Double capture', '', 'record'],
    ['docs/Guides/Migration-Guide-V4.md', 'V4 Migration Guide', '', 'record'],
    ['UPGRADE-2.0.md', 'Upgrading', '', 'record'],
    ["docs/What's-different-in-2.0.md", 'Differences', '', 'record'],
    ['docs/whats-new-in-v3.md', 'New', '', 'record'],
    ['docs/whats-in-2-parts.md', 'Short', '', 'reference'],
    ['doc/layers.txt', 'Layers', '2018-02-21 - Layering in the core', 'record'],
    ['doc/layers.txt', 'Layers', '2018-02-21: the core got layers', 'record'],
    ['doc/restore.md', 'Restore', '2018-02-21\n\n# Restore the ledger', 'reference'],
    ['doc/layers.txt', 'Layers', '2018-02-21 was a good day for layers', 'reference'],
    [
      'docs/guide.md',
      'Guide',
      'This guide describes the current state of the quay\nas of the 2024-01-01 release (git tag [2024-01-01]).',
      'record',
    ],
    ['docs/syntax.md', 'Syntax', 'The document is correct as of commit 9fceb02aa1.', 'record'],
    ['docs/keys.md', 'Keys', 'This page covers all keys. As of 2.0 `old` is refused.', 'reference'],
    ['docs/keys.md', 'Keys', 'This guide describes keys, as of all quays.', 'reference'],
    ['docs/k.md', 'Keys', 'It is a page. This page is up to date as of May 1st, 2024.', 'record'],
    ['docs/keys.md', 'Keys', 'This page describes the options available as of v2.3.', 'reference'],
    [
      'docs/keys.md',
      'Keys',
      'This guide explains how to use keys, which are required as of version 3.0.',
      'reference',
    ],
    ['docs/keys.md', 'Keys', 'The documentation is available in French as of 2.1.', 'reference'],
    ['docs/k.md', 'Keys', 'This document is current as of 2.0 and later.', 'reference'],
    ['docs/k.md', 'Keys', 'This page is valid as of version 2.0.', 'reference'],
    ['notes/2.2.0.Final.md', 'Core', '', 'record'],
    ['docs/release/version0.10.md', 'Core', '', 'record'],
    ['docs/release/versioning.md', 'Core', '', 'reference'],
    ['docs/upgrading-to-3.x.md', 'To the third', '', 'record'],
    ['docs/migrating_to_v4.md', 'To the fourth', '', 'record'],
    ['docs/migrate-oauth2-clients.md', 'Clients', '', 'reference'],
    ['notes/ledger-005.md', 'Core', '', 'record'],
    ['docs/notes/ledger-1.2.0-rc.1.md', 'Core', '', 'record'],
    ['notes/2.2.0.RC1.markdown', 'Core', '', 'record'],
    ['changelogs/v3.md', 'Version 3', '', 'record'],
    ['.changeset/brave-quays-float.md', 'Berths', '', 'record'],
    ['.changeset/README.md', 'Changesets', '', 'reference'],
    ['docs/report-examples/berths.html', 'Berths', '', 'record'],
    ['docs/report-types/berths.html', 'Berths', '', 'reference'],
    ['docs/release-announcements/v1.5.md', 'Harbour 1.5', '', 'record'],
    ['notes/design-of-ledger2go.md', 'Design of it', '', 'reference'],
    ['docs/notes/keys.md', 'Keys', '', 'reference'],
    ['docs/migrations.md', 'Migrations', '', 'reference'],
    ['docs/version-history.md', 'Berths', '', 'record'],
    ['docs/Release-History.md', 'Berths', '', 'record'],
    ['docs/releasenotes.md', 'Berths', '', 'record'],
    ['docs/releasenotes/berths.md', 'Berths', '', 'record'],
    ['docs/releasenotes4.md', 'Berths', '', 'record'],
    ['docs/VersionHistory.md', 'Berths', '', 'record'],
    ['docs/codecoverage.md', 'Berths', '', 'record'],
    ['docs/coverage-report.md', 'Berths', '', 'record'],
    ['docs/coverage.md', 'Coverage', '', 'reference'],
    ['docs/versions.md', 'Versions', '', 'reference'],
    ['docs/release.md', 'Releasing', '', 'reference'],
    ['docs/migration-guide.md', 'To come over', '', 'record'],
    ['docs/the-upgrade-notes.md', 'To come over', '', 'record'],
    ['docs/upgrade-instructions.md', 'To come over', '', 'record'],
    ['docs/migration.md', 'To come over', '', 'record'],
    ['docs/upgrading.md', 'To come over', '', 'record'],
    ['docs/migration-guide/berths.md', 'Berths', '', 'record'],
    ['docs/upgrade-to-4/berths.md', 'Berths', '', 'record'],
    ['docs/migration-of-ships.md', 'Ships', '', 'reference'],
    ['docs/upgrade-berths.md', 'Berths', '', 'reference'],
    ['docs/Guides/Testing.md', 'Testing', '', 'how-to'],
    ['docs/how-to/deploy.md', 'Deploy', '', 'how-to'],
    ['docs/getting-started.md', 'Start', '', 'how-to'],
    ['docs/security-review-2026.md', 'Security review', '', 'record'],
    ['docs/2024-05-01-api-outage.md', 'Outage', '', 'record'],
    ['docs/report-format-v2024x.md', 'Format', '', 'reference'],
    ['docs/a.md', 'ADR-012: Use Redis', '', 'plan'],
    ['docs/a.md', 'RFC 12', '', 'plan'],
    ['docs/a.md', 'Payments guild minutes', '', 'record'],
    ['docs/a.md', 'How to deploy', '', 'how-to'],
    ['docs/a.md', 'Runbook: database is full', '', 'runbook'],
    ['docs/a.md', 'Audit log', '', 'reference'],
    ['docs/a.md', 'Incident API', '', 'reference'],
    ['docs/a.md', 'Design', '', 'plan'],
    ['docs/planet.md', 'Explanation', '', 'reference'],
    ['docs/deprecated.md', 'Deprecated options', '', 'reference'],
    ['docs/a.md', 'Plugin', 'This plugin has been removed.', 'record'],
    ['docs/a.md', 'Plugin', 'This option was removed in 2.0; the plugin goes on.', 'reference'],
    ['docs/a.md', 'Plugin', 'This plugin is deprecated.', 'reference'],
  ])('%s "%s" %s: %s', (path, title, opener, expected) => {
    expect(genreOf(null, path, title, opener)).toBe(expected)
  })

  it.each([
    ['SEP 1\nAuthor Ana\nCreated 2009-07-19\nStatus Obsoleted by SEP 8', 'record'],
    ['| Status | Accepted |\n| Authors | Ana, Ben |', 'record'],
    ['The status is draft until somebody approves it.', 'reference'],
    ['---\nstatus: draft\nauthor: Ana\n---\n', 'reference'],
  ])('a head like %j: %s', (head, expected) => {
    expect(genreOf(null, 'docs/a.md', 'Populating fields', '', head)).toBe(expected)
  })

  it('its own word goes before all others', () => {
    expect(genreOf('reference', 'docs/adr/1.md', 'ADR 1', '')).toBe('reference')
    expect(genreNamed('Post-mortem')).toBe('record')
    expect(genreNamed('constructor')).toBeNull()
  })
})

describe('a section of another genre than its page', () => {
  it.each([
    ['Roadmap', 'plan'],
    ['Future work', 'plan'],
    ['Changelog', 'record'],
    ['Version history', 'record'],
    ['Changes in 2.0', 'record'],
    ['Configuration', null],
    ['History API', null],
    ['Plans and pricing', null],
  ])('%s: %s', (heading, expected) => expect(genreOfHeading(heading)).toBe(expected))
})
