import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logLine } from '../../src/render/log-line.ts'
import { redact, withoutSecrets } from '../../src/values/secrets.ts'

// Put together from halves, so that scanners of repositories do not take these inventions for real ones.
const a = (...parts: string[]): string => parts.join('')
const hex = (length: number): string =>
  '9f86d081884c7d659a2feaa0c55ad015'.repeat(3).slice(0, length)
const word = (length: number): string =>
  'Zk3vQ8mT1xLr7Wc5Yb2Nf9HdJ4sPgA6eUoKiXqRwVtMlBzCyDh0E'.repeat(3).slice(0, length)

/** A text, the secret in it, and the kind that stands in its place. */
const secrets: readonly (readonly [text: string, secret: string, kind: string])[] = [
  ['psql postgres://shop:Tr4vel-light@db.shop.example/orders', 'Tr4vel-light', 'password'],
  ['redis://:hunterhunter@cache:6379/0', 'hunterhunter', 'password'],
  ['amqp://worker:p@ss@queue.shop.example:5672', 'p@ss', 'password'],
  ['mongodb+srv://app:Winter2026@cluster0.shop.example/orders?w=1', 'Winter2026', 'password'],
  [a('git clone https://', word(40), '@code.shop.example/shop.git'), word(40), 'token'],
  ['mysql -h db -u root -phunter2 orders', 'hunter2', 'password'],
  ["mysqldump -p'Tr4vel light' orders".replace(' light', ''), 'Tr4vel', 'password'],
  ['mysqldump --password=orders1 --all-databases', 'orders1', 'password'],
  ['pg_restore --password hunter2 -d orders', 'hunter2', 'password'],
  ['PGPASSWORD=hunter psql -h db', 'hunter', 'password'],
  ['export PGPASSWORD="correct horse battery"', 'correct horse battery', 'password'],
  ['MYSQL_PWD=letmein mysql -u root', 'letmein', 'password'],
  ['openssl enc -aes-256-cbc -k Tr4vel-light -in orders', 'Tr4vel-light', 'password'],
  ['ipmitool -H rack-1 -U root -P Tr4vel-light power status', 'Tr4vel-light', 'password'],
  ['twine upload -u shop -p Tr4vel-light dist/*', 'Tr4vel-light', 'password'],
  ['smbclient -U ana%Tr4vel-light //files/orders', 'Tr4vel-light', 'password'],
  [a('aws configure set aws_secret_access_key ', word(40)), word(40), 'password'],
  [a('npm config set //npm.shop.example/:_authToken ', word(20)), word(20), 'password'],
  ['sshpass -p letmein ssh deploy@web-1', 'letmein', 'password'],
  ['redis-cli -h cache -a letmein FLUSHALL', 'letmein', 'password'],
  ['docker login -u shop -p letmein registry.shop.example', 'letmein', 'password'],
  ['mongosh -u root -p letmein orders', 'letmein', 'password'],
  ['ldapsearch -D cn=admin -w letmein -b dc=shop', 'letmein', 'password'],
  ['curl -u deploy:letmein https://ci.shop.example/job', 'letmein', 'password'],
  ['curl --user deploy:letmein https://ci.shop.example/job', 'letmein', 'password'],
  ["curl -H 'Authorization: Bearer abcd1234efgh' https://api", 'abcd1234efgh', 'token'],
  ['Authorization: Basic ZGVwbG95OmxldG1laW4=', 'ZGVwbG95OmxldG1laW4=', 'token'],
  [a('curl -H "authorization: token ', word(20), '"'), word(20), 'token'],
  [a('Use Bearer ', word(32), ' for now.'), word(32), 'token'],
  [a('curl -H "PRIVATE-TOKEN: ', word(20), '" https://code'), word(20), 'token'],
  [a('X-Api-Key: ', hex(32)), hex(32), 'token'],
  [a('AKIA', 'IOSFODNN7QWERTYU'), a('AKIA', 'IOSFODNN7QWERTYU'), 'aws-key'],
  [a('AWS_SECRET_ACCESS_KEY=', word(40)), word(40), 'token'],
  [a('aws_session_token = ', word(60)), word(60), 'token'],
  [a('gh', 'p_', word(36)), a('gh', 'p_', word(36)), 'github-token'],
  [a('github', '_pat_', word(50)), a('github', '_pat_', word(50)), 'github-token'],
  [a('gl', 'pat-', word(20)), a('gl', 'pat-', word(20)), 'gitlab-token'],
  [a('xo', 'xb-123456789012-', word(24)), a('xo', 'xb-123456789012-', word(24)), 'slack-token'],
  [
    a('curl https://hooks.slack.com/services/', 'T0AB1CD2E/B0AB1CD2E/', word(24)),
    a('T0AB1CD2E/B0AB1CD2E/', word(24)),
    'webhook',
  ],
  [a('sk', '_live_', word(24)), a('sk', '_live_', word(24)), 'stripe-key'],
  [a('OPENAI_KEY: sk', '-proj-', word(48)), a('sk', '-proj-', word(48)), 'model-key'],
  [a('AI', 'za', word(35)), a('AI', 'za', word(35)), 'google-key'],
  [a('ya', '29.', word(60)), a('ya', '29.', word(60)), 'google-key'],
  [
    a('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiJzaG9wIn0.', word(43)),
    a('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiJzaG9wIn0.', word(43)),
    'jwt',
  ],
  [a('np', 'm_', word(36)), a('np', 'm_', word(36)), 'package-token'],
  [a('hv', 's.', word(24)), a('hv', 's.', word(24)), 'vault-token'],
  [a('pl', 'k_0123456789ab_', word(43)), word(43), 'plumbline-key'],
  [
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7b\nqT0f\n-----END RSA PRIVATE KEY-----\nThen restart.',
    'MIIEowIBAAKCAQEA7b',
    'private-key',
  ],
  [
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE',
    'b3BlbnNzaC1rZXktdjE',
    'private-key',
  ],
  [
    '{"key":"-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2Vw\\n-----END PRIVATE KEY-----"}',
    'MC4CAQAwBQYDK2Vw',
    'private-key',
  ],
  [
    a('DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=', word(44), '=='),
    word(44),
    'token',
  ],
  ['Server=db;Database=orders;User Id=sa;Password=Winter2026;', 'Winter2026', 'password'],
  ['password: hunter2', 'hunter2', 'password'],
  ['  db_password: "correct horse battery"', 'correct horse battery', 'password'],
  [a('api_key: ', word(24)), word(24), 'token'],
  [a('client_secret = "', word(30), '"'), word(30), 'token'],
  [a('{"accessToken":"', word(30), '"}'), word(30), 'token'],
  [a('{\\"apiKey\\":\\"', word(30), '\\"}'), word(30), 'token'],
  [
    'api_key: 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'token',
  ],
  [
    a('https://shop.blob.core.windows.net/backup?sv=2024&sig=', word(43), '%3D'),
    word(43),
    'signature',
  ],
  ["ALTER USER app WITH PASSWORD 'Winter2026';", 'Winter2026', 'password'],
  ["CREATE USER 'app'@'%' IDENTIFIED BY 'Winter2026';", 'Winter2026', 'password'],
  ['GET /v1/search?query=password%3DWinter2026', 'Winter2026', 'password'],
  ['kubectl create secret generic db --from-literal=password=hunter', 'hunter', 'password'],
  [
    a('kubeadm join 10.0.0.1:6443 --token abcdef.', '0123456789abcdef'),
    '0123456789abcdef',
    'token',
  ],
  [a('vault login -method=token token=', word(24)), word(24), 'token'],
  ['java -Dspring.datasource.password=hunter -jar app.jar', 'hunter', 'password'],
  [a('Cookie: session=', word(32)), word(32), 'cookie'],
]

const lookAlikes: readonly string[] = [
  'git revert 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'git reset --hard 9fceb02',
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 (HEAD -> main)',
  'request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'docker pull registry.shop.example/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'echo cmVzdGFydCB0aGUgcGF5bWVudHMgc2VydmljZSBub3c= | base64 -d',
  'integrity sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08==',
  '/srv/shop/releases/2026-11-01T09-00-00Z/node_modules/.cache/plumbline/9f86d081884c',
  'arn:aws:iam::123456789012:role/deploy-production',
  'curl -H "Authorization: Bearer $TOKEN" https://api.shop.example',
  'curl -H "Authorization: Bearer <token>" https://api.shop.example',
  'curl -H "Authorization: Bearer ${{ secrets.DEPLOY_TOKEN }}" https://api',
  'curl -u "$USER:$PASSWORD" https://ci.shop.example',
  'curl -u deploy https://ci.shop.example',
  'PGPASSWORD=$DB_PASSWORD psql',
  'PGPASSWORD=xxx psql',
  'PGPASSWORD=*** psql',
  'PGPASSWORD=<your password> psql',
  'PGPASSWORD="$(cat /run/secrets/db)" psql',
  'password: changeme',
  'password: ${DB_PASSWORD}',
  'password: {{ .Values.db.password }}',
  'password: null',
  'Password: ask the database team',
  'password = os.environ["DB_PASSWORD"]',
  'password = getPassword()',
  'const token = await readToken()',
  'password=password',
  'postgres://user:password@localhost/orders',
  'postgres://shop:$DB_PASSWORD@db/orders',
  'postgres://shop:<password>@db/orders',
  'postgres://shop@db.shop.example:5432/orders',
  'http://localhost:3000/deploy@latest',
  'ssh -p 2222 deploy@web-1',
  'docker run -p 8080:80 shop/api',
  'mkdir -p /srv/shop/data',
  'tar -cpf backup.tar /srv',
  'mysql -p orders',
  'mysql -h db -u root -P 3306 orders',
  'redis-cli -h cache -p 6379 FLUSHALL',
  'kubectl get secret payments-db -o yaml',
  'kubectl create secret generic payments-db --from-file=password=./password.txt',
  'gcloud secrets versions access latest --secret=payments-db',
  'secret: payments-db-credentials',
  'secretName: payments-tls-2024',
  'secretKeyRef: { name: payments-db, key: password }',
  'token: refresh',
  'tokenReview: enabled',
  'MAX_TOKENS=4096',
  'PASSWORD_MIN_LENGTH=12',
  'SECRET_ROTATION_DAYS=90',
  'TOKEN_TTL=3600',
  '--max-tokens 4096 --token-budget 200',
  '--password-file=/run/secrets/db --password-stdin',
  '--token-file /var/run/secrets/kubernetes.io/serviceaccount/token',
  'Pass --password to set it, or --token when a key exists.',
  'Rotate the token every 90 days; the secret is in Vault under payments/db.',
  'The default of `PAYMENT_TIMEOUT` is 30s.',
  'primary_key: order_id_2024',
  'cache-key: node-20-linux-9f86d081884c7d65',
  'The private key lies in /etc/ssl/private/shop.pem.',
  'sk-learn-pipeline-with-a-long-name',
  'task-force-0123456789-Alpha-Bravo-Charlie',
  'AKIAIOSFODNN7EXAMPLE',
  'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'basic authentication and bearer authentication',
  'cookie: a small text that a browser keeps',
  'api_key = config.payments.apiKey',
  '-----BEGIN CERTIFICATE-----\nMIIEowIBAAKCAQEA7bqT0f\n-----END CERTIFICATE-----',
  'password last rotated: 2026-10-01',
  'password: [redacted:password]',
  'OLDPWD=/srv PWD=/srv/shop make',
  'bypass=true compass=north',
  'find . -name "*.pass" -print',
  'unzip -P',
]

describe('secrets are taken out', () => {
  test.each(secrets)('%s', (text, secret, kind) => {
    expect(text).toContain(secret)
    const told = redact(text)
    expect(told).not.toContain(secret)
    expect(told).toContain(`[redacted:${kind}]`)
    expect(redact(told)).toBe(told)
  })

  test('and what stands around them stays', () => {
    expect(redact('mysql -u root -phunter2 orders; then `ls`')).toBe(
      'mysql -u root -p[redacted:password] orders; then `ls`',
    )
    expect(redact(secrets[0]?.[0] ?? '')).toBe(
      'psql postgres://shop:[redacted:password]@db.shop.example/orders',
    )
    expect(redact(secrets.find(([text]) => text.includes('Then restart'))?.[0] ?? '')).toBe(
      '[redacted:private-key]\nThen restart.',
    )
  })
})

describe('what only looks like a secret stays', () => {
  test.each(lookAlikes)('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})

test('there are enough rows to mean something', () => {
  expect(secrets.length).toBeGreaterThanOrEqual(40)
  expect(lookAlikes.length).toBeGreaterThanOrEqual(40)
})

test('words of a command are read together, and what pages say stays', () => {
  const quote = 'psql postgres://shop:Tr4vel-light@db'
  const given = {
    argv: ['mysql', '-u', 'root', '-phunter2', '--token', word(24)],
    deep: [{ text: 'PGPASSWORD=hunter2 psql', n: 3, none: null }],
    citations: [{ quote }],
  }
  expect(withoutSecrets(given)).toEqual({
    argv: ['mysql', '-u', 'root', '-p[redacted:password]', '--token', '[redacted:token]'],
    deep: [{ text: 'PGPASSWORD=[redacted:password] psql', n: 3, none: null }],
    citations: [{ quote }],
  })
})

const pieces = fc.oneof(
  fc.constantFrom(...secrets.map(([text]) => text), ...lookAlikes),
  fc.constantFrom(
    ...[
      '-----BEGIN PRIVATE KEY-----',
      '-----END PRIVATE KEY-----',
      '://',
      '@',
      ':',
      '=',
      ' ',
      '\n',
      '"',
      "'",
    ],
    ...[
      'password',
      'token:',
      '--password',
      'mysql',
      '-p',
      'Bearer ',
      'Authorization: ',
      '[redacted:',
      ']',
      '\\',
    ],
  ),
  fc.string({ maxLength: 12 }),
)

test('redacting again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const once = redact(parts.join(''))
      expect(redact(once)).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})

test('a line of a log stays JSON', () => {
  const line = logLine(`${JSON.stringify({ url: '/v1/search?query=PGPASSWORD=hunter2', n: 1 })}\n`)
  expect(line).toBe('{"url":"/v1/search?query=PGPASSWORD=[redacted:password]","n":1}\n')
  expect(logLine('PGPASSWORD=hunter2')).toBe('PGPASSWORD=[redacted:password]')
})

// Counted, not timed: a pattern that tries again and again would need minutes here.
test('a long text of half secrets is read to its end', () => {
  for (const half of [
    '-----BEGIN PRIVATE KEY----- ',
    'mysql ',
    'eyJaaaaaaaaaaa.',
    'password',
    'a-',
    '://a:',
    '"',
    '--password-',
  ])
    expect(redact(half.repeat(400_000 / half.length)).length).toBeGreaterThan(10)
})
