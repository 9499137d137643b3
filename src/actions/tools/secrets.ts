import type { Arguments } from '../arguments.ts'
import { adds, destroys, destroysAll, disrupts, loses, reads, widens } from '../effect.ts'
import { verbs } from './tool.ts'

/** GnuPG takes any beginning of an option that is no other's. */
const begins = (given: Arguments, ...names: readonly string[]): boolean =>
  given.options.some((option) => names.some((name) => option.startsWith(name)))

export const secrets = verbs({
  about:
    'Secrets and keys: Vault, OpenBao, 1Password, Doppler, Infisical, pass, GnuPG, SSH keys, certificates.',
  programs:
    'vault bao op doppler infisical chamber pass gopass sops age gpg gpg2 gpgconf gpg-connect-agent ssh-keygen ssh-add certbot acme.sh keytool step keybase bw lpass conjur teller akeyless ykman tpm2_clear tpm2'.split(
      ' ',
    ),
  valued:
    '-address -namespace -ns -mount -field -format --vault --account -p --project -c --config -t --type -f -b -C -N -s --cert-name -d -D --default-key -u --local-user -o --output -a --keystore -alias -keystore -storepass'.split(
      ' ',
    ),
  singleDash: true,
  disarmedBy: ['--dry-run', '-output-curl-string', '-output-policy'],
  rules: [
    [
      /^kv (?:destroy|metadata delete)\b|^operator (?:seal|raft remove-peer|raft snapshot restore|rekey|generate-root|migrate)\b|^(?:transit|sys)\/|^tpm2_clear/,
      destroys('destroys secrets or what guards them: {0} {1}', 'environment'),
    ],
    [
      /^/,
      destroys('clears the keys of the machine', 'machine'),
      (given, program) =>
        program === 'tpm2_clear' || (program === 'tpm2' && given.positionals[0] === 'clear'),
    ],
    [
      /^(?:secrets|auth|audit|plugin) (?:disable|deregister)\b/,
      destroysAll('turns {2} off and deletes all it holds'),
    ],
    [
      /^(?:kv (?:delete|rollback)|lease revoke|token revoke|policy delete|namespace delete|delete|destroy|rm|remove|unregister|uninstall|revoke|deactivate|rotate|reset|wipe|prune)\b/,
      loses('deletes or revokes: {0} {1} {2}'),
    ],
    [
      /^/,
      destroys('deletes a secret key'),
      (given) => given.has('-delete') || begins(given, '--delete-secret'),
    ],
    [
      /^/,
      loses('deletes or revokes a key'),
      (given, program) =>
        (/^gpg/.test(program) &&
          (given.has('--kill') || begins(given, '--delete', '--gen-rev', '--quick-rev'))) ||
        (program === 'ssh-add' && given.has('-D')) ||
        (program === 'acme.sh' && given.has('--revoke', '--remove', '--uninstall')),
    ],
    [
      /^(?:oath|piv|openpgp|fido|otp|config) (?:reset|delete|accounts delete)\b/,
      destroys('wipes keys off a device'),
    ],
    [
      /\b(?:delete|remove|archive|purge|revoke|destroy)(?![\w.])/,
      loses('deletes or revokes: {0} {1} {2}'),
    ],
    [
      /^(?:status|read|list|kv (?:get|list|metadata get)|get|ls|show|find|grep|whoami|version|certificates|export|item (?:get|list)|secrets? (?:list|get)|token lookup|policy (?:list|read)|print|inspect|audit list|auth list|secrets list)\b/,
      reads('reads'),
    ],
    [
      /^(?:policy write|auth enable|token create|write auth(?!\S*\/login)|operator (?:unseal|init))/,
      widens('changes who may read secrets', 'environment'),
    ],
    [
      /^(?:write|kv (?:put|patch)|renew|renewal|item edit|set|edit|update|operator)\b/,
      disrupts('changes secrets or certificates: {0} {1}'),
    ],
    [
      /^$/,
      reads('lists, reads or checks keys'),
      (given) =>
        given.has(
          '-l',
          '-L',
          '--list-keys',
          '--list-secret-keys',
          '--verify',
          '-K',
          '-k',
          '--fingerprint',
          '--version',
          '-list',
          '-printcert',
        ),
    ],
    [/^$/, adds('works with keys')],
  ],
  otherwise: adds('works with keys: {0} {1}'),
})
