import { beforeAll, describe, expect, test } from 'vitest'
import { folderOf, readSources, type SourceFile } from './support/sources.ts'

const instruments = ['src/git', 'src/syntax', 'src/values', 'src/workers']
const leaves = [
  'sources',
  'pages',
  'code',
  'checks',
  'freshness',
  'retrieval',
  'models',
  'answers',
  'support',
  'actions',
  'verdicts',
  'webhooks',
  'sign-in',
  'reports',
  'notices',
  'code-hosts',
  'evaluation',
  'render',
  'store',
].map((leaf) => `src/${leaf}`)
const leafRule = {
  may: ['src/domain', ...instruments],
  because:
    'A leaf knows only nouns and instruments: what it needs of a sibling it receives as an argument, so that each can be read, tested and replaced alone.',
}

/** Rooms of the composition root that it opens itself. */
const rooms = ['config', 'keys', 'policies', 'judging'].map((room) => `src/${room}`)
const doorsEnter = ['src', ...rooms, 'src/evaluating', 'src/domain', 'src/render']

interface Rule {
  readonly may: readonly string[]
  readonly because: string
}

/** What each folder may import besides itself; `src` stands for the files at its root. */
const directions: Readonly<Record<string, Rule>> = {
  'src/domain': {
    may: [],
    because: 'The nouns depend on nothing: everybody else depends on them.',
  },
  ...Object.fromEntries(
    instruments.map((instrument) => [
      instrument,
      {
        may: ['src/domain'],
        because: 'An instrument is lent to every leaf, so it must not know any of them.',
      },
    ]),
  ),
  ...Object.fromEntries(leaves.map((leaf) => [leaf, leafRule])),
  'src/flows': {
    may: ['src/domain', ...instruments, ...leaves],
    because: 'A flow wires leaves together; it does not know who opened Plumbline or who asks.',
  },
  src: {
    may: ['src/domain', 'src/flows', ...instruments, ...leaves, ...rooms],
    because: 'The composition root knows all of the inside, and none of its doors.',
  },
  'src/config': {
    may: ['src/domain', 'src/flows', ...instruments, ...leaves],
    because: 'What people set is read before anything is opened, so it knows nothing that is.',
  },
  'src/keys': {
    may: ['src/domain', 'src/flows', 'src/config', ...instruments, ...leaves],
    because: 'Keys lie in files of their own: they need to be told where, and nothing else.',
  },
  'src/policies': {
    may: ['src/domain', 'src/flows', 'src/config', ...instruments, ...leaves],
    because: 'The policy in force follows its file, whoever opened Plumbline.',
  },
  'src/judging': {
    may: ['src/domain', 'src/flows', 'src/config', ...instruments, ...leaves],
    because:
      'Threads are told what to judge and say what they found; what they are made of is wired at the root.',
  },
  'src/evaluating': {
    may: ['src', 'src/domain', 'src/flows', 'src/config', ...instruments, ...leaves],
    because: 'Scores are taken of an opened Plumbline, which does not know that it is scored.',
  },
  'src/wire': {
    may: ['src/domain'],
    because: 'Both ends of a connection know its shapes, and the shapes know neither.',
  },
  'src/client': {
    may: ['src/domain', 'src/wire'],
    because: 'The client is loaded by programs that have no Plumbline beside them.',
  },
  'src/cli': {
    may: [...doorsEnter, 'src/client'],
    because:
      'A door asks plumbline.ts, or a Plumbline elsewhere by the client that everybody has, and shows what comes back; it decides nothing by itself.',
  },
  server: {
    may: ['src', 'src/domain', 'src/render', 'src/wire'],
    because: 'A door validates, delegates and serialises; it decides nothing by itself.',
  },
}

/** Single files that may import more than their folder. */
const exceptions: Readonly<Record<string, Rule>> = {
  'src/cli/serve.ts': {
    may: ['server'],
    because: 'It loads the server dynamically, so that no other command pays for it.',
  },
  'src/cli/mcp.ts': {
    may: ['server'],
    because: 'It loads the server dynamically, so that no other command pays for it.',
  },
  'src/cli/gate.ts': {
    may: ['src/actions', 'src/verdicts'],
    because: 'It must start in a blink, so it wires actions and policy without the store.',
  },
}

/** The files of `src` itself that a door may import. */
const doorsMayOpen: Readonly<Record<string, readonly string[]>> = {
  server: ['src/plumbline.ts'],
}

interface Home {
  readonly in: readonly string[]
  readonly because: string
}

/** Third-party packages, and the only folders that know them. A package that is not here has no home yet. */
const homes: Readonly<Record<string, Home>> = {
  'better-sqlite3': { in: ['src/store'], because: 'The store alone speaks SQL.' },
  kysely: { in: ['src/store'], because: 'The store alone speaks SQL.' },
  'lru-cache': {
    in: ['src/store'],
    because: 'What is kept read lies beside what it was read from.',
  },
  'hnswlib-node': { in: ['src/retrieval'], because: 'Vectors are searched by retrieval alone.' },
  '@langchain/core': {
    in: ['src/models', 'src/client'],
    because: 'LangChain is a guest: models and the client are its only rooms.',
  },
  fastify: { in: ['server'], because: 'HTTP ends at the server.' },
  '@modelcontextprotocol/sdk': {
    in: ['server'],
    because: 'Agents come in by a door like everybody else: it ends where HTTP does.',
  },
  '@fastify/cookie': { in: ['server'], because: 'Cookies are read and set where HTTP ends.' },
  'prom-client': { in: ['server'], because: 'What is measured is what a server does.' },
  '@fastify/rate-limit': { in: ['server'], because: 'Requests are counted where they come in.' },
  '@fastify/under-pressure': {
    in: ['server'],
    because: 'What is too much is turned away where it comes in.',
  },
  '@fastify/formbody': { in: ['server'], because: 'Forms are sent to pages alone.' },
  'openid-client': {
    in: ['server'],
    because: 'A provider sends people back to the server, which hands on who they are.',
  },
  'web-tree-sitter': {
    in: ['src/syntax'],
    because: 'Grammars are an instrument; others get trees.',
  },
  'smol-toml': { in: ['src/syntax'], because: 'Reading TOML with positions is an instrument.' },
  cheerio: { in: ['src/pages', 'src/sources'], because: 'HTML is read where pages come in.' },
  parse5: { in: ['src/pages'], because: 'HTML is read where pages come in.' },
  'robots-parser': { in: ['src/sources'], because: 'Crawlers obey where they ask.' },
  mdast: { in: ['src/pages'], because: 'Markdown is read where pages become passages.' },
  'mdast-util-from-markdown': {
    in: ['src/pages'],
    because: 'Markdown is read where pages become passages.',
  },
  'micromark-util-decode-string': {
    in: ['src/pages'],
    because: 'Markdown is read where pages become passages.',
  },
  'mdast-util-frontmatter': { in: ['src/pages'], because: 'Front matter is part of a page.' },
  'mdast-util-gfm': { in: ['src/pages'], because: 'Markdown is read where pages become passages.' },
  'micromark-extension-frontmatter': {
    in: ['src/pages'],
    because: 'Front matter is part of a page.',
  },
  'micromark-extension-gfm': {
    in: ['src/pages'],
    because: 'Markdown is read where pages become passages.',
  },
  yaml: {
    in: ['src/syntax', 'src/pages', 'src/config'],
    because:
      'Settings files are read with positions by syntax, front matter by pages, plumbline.yaml by config; whoever else needs YAML asks syntax.',
  },
  '@marcbachmann/cel-js': {
    in: ['src/verdicts'],
    because:
      'Conditions of a policy are evaluated where verdicts are made, and only where there are rules.',
  },
  commander: { in: ['src/cli'], because: 'Arguments are parsed at the command line.' },
  picocolors: { in: ['src/cli', 'src/render'], because: 'Colour is for terminals.' },
  zod: {
    in: [
      ...[
        'src/sources',
        'src/code-hosts',
        'src/store',
        'src/verdicts',
        'src/evaluation',
        'src/client',
        'src/wire',
        'src',
        'src/config',
        'src/keys',
      ],
      'server',
    ],
    because:
      'Schemas stand where text comes in from outside: replies of wikis and servers, rows, receipts, labels, configuration, requests. Inside, types are enough.',
  },
  'date-fns': {
    in: ['src/pages', 'src/freshness', 'src/flows', 'src/reports', 'src/verdicts'],
    because: 'Dates are counted where ages are judged.',
  },
  nodemailer: { in: ['src/notices'], because: 'A mail is a way to tell somebody, like others.' },
  feed: { in: ['src/render'], because: 'A feed is one of the forms in which results are shown.' },
  semver: {
    in: ['src/values', 'src/code'],
    because: 'Versions are compared as values, and ordered where published versions are a history.',
  },
}

let files: readonly SourceFile[] = []

beforeAll(async () => {
  files = await readSources()
})

describe('who may import whom', () => {
  test('every folder has a rule', () => {
    const folders = new Set(files.map(({ path }) => folderOf(path)))
    expect([...folders].filter((folder) => directions[folder] === undefined)).toEqual([])
  })

  test.each(Object.entries(directions))('%s', (folder, { may, because }) => {
    const broken = files
      .filter(({ path }) => folderOf(path) === folder)
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ isPackage }) => !isPackage)
          .map(({ target }) => ({ path, target, to: folderOf(target) }))
          .filter(({ to }) => to !== folder && !may.includes(to))
          .filter(({ to }) => !exceptions[path]?.may.includes(to))
          .map(({ target }) => `${path} imports ${target}`),
      )
    expect(broken, because).toEqual([])
  })

  test('a door enters by plumbline.ts', () => {
    const broken = Object.entries(doorsMayOpen).flatMap(([folder, may]) =>
      files
        .filter(({ path }) => folderOf(path) === folder)
        .flatMap(({ path, imports }) =>
          imports
            .filter(({ target, isPackage }) => !isPackage && folderOf(target) === 'src')
            .filter(({ target }) => !may.includes(target))
            .map(({ target }) => `${path} imports ${target}`),
        ),
    )
    const because = 'The server is handed an opened Plumbline: it reads no configuration itself.'
    expect(broken, because).toEqual([])
  })

  test('the server is loaded only when it is asked for', () => {
    const broken = files
      .filter(({ path }) => path.startsWith('src/cli/'))
      .filter(({ text }) => /^(?:import|export) [^;]*?from '[^']*server\//m.test(text))
      .map(({ path }) => path)
    expect(broken, 'A static import would make every command load Fastify.').toEqual([])
  })

  test('no two folders import each other, not even by way of others', () => {
    const edges = new Map<string, Set<string>>()
    for (const { path, imports } of files)
      for (const { target, isPackage } of imports)
        if (!isPackage && exceptions[path] === undefined && folderOf(target) !== folderOf(path))
          edges.set(folderOf(path), (edges.get(folderOf(path)) ?? new Set()).add(folderOf(target)))
    const because = 'Folders that need each other are one folder; split what they share off.'
    expect(cycleIn(edges), because).toBeNull()
  })
})

describe('packages have a home', () => {
  test.each(Object.entries(homes))('%s', (name, home) => {
    const strangers = files
      .filter(({ imports }) => imports.some((one) => one.isPackage && one.target === name))
      .filter(({ path }) => !home.in.includes(folderOf(path)))
      .map(({ path }) => path)
    expect(strangers, home.because).toEqual([])
  })

  test('every package that is imported has one', () => {
    const imported = files.flatMap(({ imports }) => imports.filter(({ isPackage }) => isPackage))
    const homeless = new Set(imported.map(({ target }) => target).filter((name) => !homes[name]))
    const because = 'Decide where a new package may be known, and write it into the table above.'
    expect([...homeless], because).toEqual([])
  })
})

describe('habits', () => {
  test.each([
    [
      'no casts but as const',
      'cast',
      /^(?![\s\S]*\bas const$)/,
      'A cast silences the compiler: parse, narrow or give the thing its type.',
    ],
    // The grammar takes a tagged template with a type argument for one of these; it does not end in a bang.
    ['no bang', 'bang', /!$/, 'Say what happens when it is missing.'],
    ['no any', 'any', /./, 'What comes from outside is unknown until somebody has looked at it.'],
    ['no @ts- comments', 'pragma', /./, 'The compiler is right, or its settings are wrong.'],
  ])('%s', (_, name, is, because) => {
    const found = files.flatMap((file) =>
      file
        .found(name)
        .filter(({ text }) => is.test(text))
        .map(({ line, text }) => `${file.path}:${line} ${text}`),
    )
    expect(found, because).toEqual([])
  })

  test('process.env is read in one place', () => {
    const readers = files.filter((file) => file.found('environment').length > 0)
    // git's own child processes need PATH and a folder for temporary files; no setting is taken from there.
    const because = 'Whoever wants to know what can be set looks into src/config, and nowhere else.'
    const expected = ['src/config/config.ts', 'src/config/environment.ts', 'src/git/environment.ts']
    expect(
      readers.map(({ path }) => path),
      because,
    ).toEqual(expected)
  })

  test('no file is longer than 300 lines', () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300)
    expect(long, 'A file holds one thing; 150 lines are usual, 300 are the wall.').toEqual([])
  })

  test('no function is longer than 70 lines', () => {
    const long = files.flatMap((file) =>
      file
        .found('function')
        .filter(({ text }) => text.split('\n').length > 70)
        .map(({ line }) => `${file.path}:${line}`),
    )
    expect(long, 'A function fits on a screen; 40 lines are usual, 70 are the wall.').toEqual([])
  })
})

/** Some round trip through the graph, or null. */
function cycleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle) return cycle
    }
    return null
  }
  for (const node of edges.keys()) {
    const cycle = visit(node, [])
    if (cycle) return cycle
  }
  return null
}
