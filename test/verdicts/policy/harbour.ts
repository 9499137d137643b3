/** The policy of an invented company, with everything in it that a policy can have. */
export const harbour = `version: 1
name: harbour
base: default
mode: enforce
environments:
  production:
    names: [main]
    hosts: ["*.main.harbour.example"]
    accounts: ["481516234200"]
    critical: true
  sandbox: { names: [playground] }
freezes:
  - reason: the end of the year
    environments: [production]
    timeZone: Europe/Lisbon
    from: 2026-12-20T18:00
    until: 2027-01-04T08:00
  - reason: nobody is here at the weekend
    from: fri 16:00
    until: mon 08:00
    timeZone: Europe/Lisbon
table:
  unjudged: { act: block }
  moved:
    act: { decision: escalate, people: 2 }
classes:
  D2: escalate
  D3: { decision: escalate, people: { approvers: 2, senior: 1 } }
rules:
  - id: ledger-is-append-only
    when: >-
      action.commands.exists(c, c.text.hasWord("ledger") && c.class in ["D3", "D4", "D5"])
    decision: block
    message: nothing is ever taken out of the ledger
    examples:
      match:
        - { commands: [{ argv: "psql -c 'DELETE FROM ledger'", class: D4 }] }
      noMatch:
        - { commands: [{ argv: psql -c 'SELECT 1 FROM ledger', class: D0 }] }
        - { commands: [{ argv: kubectl delete pod web-1, class: D2 }] }
  - id: night
    when: intent != "inform" && now.getHours("Europe/Lisbon") < 6
    decision: escalate
    people: { approvers: 2, senior: 1 }
    message: at night two people look at it
    examples:
      match: [{ intent: act, now: 2026-11-03T03:00:00Z }]
      noMatch: [{ intent: act, now: 2026-11-03T13:00:00Z }]
profiles:
  - id: playground
    environments: [playground]
    classes: { D3: warn, D2: allow }
  - id: newcomers
    principals: [group:newcomers]
    mode: enforce
    classes: { D1: escalate }
    rules:
      - id: newcomers-ask
        when: action.present
        decision: warn
        message: somebody new is at it
        examples:
          match: [{ commands: [{ argv: ls, class: D0 }] }]
          noMatch: [{ intent: inform }]
`
