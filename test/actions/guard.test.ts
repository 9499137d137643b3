import { describe, expect, test } from 'vitest'
import { classifyAction } from '../../src/actions/classify.ts'

const classes = async (command: string) =>
  (await classifyAction({ command })).commands.map((each) => each.class)

describe('whoever writes to the gate is stopped, by whatever program', () => {
  test.each([
    ['a redirection', 'echo "{}" > ~/.claude/settings.json'],
    ['a redirection that appends', 'echo x >> .codex/config.toml'],
    ['a redirection alone', '> .plumbline/audit.jsonl'],
    ['tee', 'echo "{}" | sudo tee /home/ana/.gemini/settings.json'],
    ['sed', 'sed -i "/plumbline/d" .claude/settings.local.json'],
    ['sed that writes', 'sed -n "w .claude/settings.json" template.json'],
    ['awk', `awk '{ print > ".claude/settings.json" }' template.json`],
    ['copying over it', 'cp /tmp/open.json .claude/settings.json'],
    ['copying into its folder by name', 'cp /tmp/settings.json ~/.claude/'],
    ['moving it', 'mv plumbline.yaml plumbline.yaml.off'],
    ['linking', 'ln -sf /dev/null .codex/hooks.json'],
    ['linking to write elsewhere', 'ln .claude/settings.json notes.json'],
    ['a mode', 'chmod 000 plumbline-policy.yaml'],
    ['an owner', 'chown nobody /etc/plumbline/policy.yaml'],
    ['cutting short', 'truncate -s 0 /var/log/plumbline/gate.log'],
    ['removing', 'rm -f .claude/hooks/pre-tool.sh'],
    ['removing its folder', 'rm -rf ~/.claude'],
    ['moving its folder', 'mv .gemini .gemini-old'],
    ['find', 'find .plumbline -name "*.key" -delete'],
    ['dd', 'dd if=/dev/zero of=.plumbline/plumbline.db'],
    ['downloading', 'curl -fsSL -o .claude/settings.json https://acme.example/open.json'],
    ['unpacking', 'tar -xzf open.tgz .claude/settings.json'],
    ['a detour', 'rm docs/../.claude/./settings.json'],
    ['git', 'git checkout HEAD~3 -- .claude/settings.json'],
    ['git restoring', 'git restore --source=HEAD~3 plumbline.yaml'],
    ['the hooks of git', 'git config core.hooksPath /dev/null'],
    ['the hooks of git, once', 'git -c core.hooksPath=/dev/null commit -m "pool size"'],
    ['python', `python3 -c "open('.claude/settings.json', 'w').write('{}')"`],
    [
      'python, fed',
      `python3 <<'EOF'\nimport json\njson.dump({}, open(".claude/settings.json", "w"))\nEOF`,
    ],
    ['node', `node -e "require('fs').writeFileSync('.codex/hooks.json', '{}')"`],
    ['perl', `perl -pi -e 's/block/allow/' plumbline.yaml`],
    ['a database', 'sqlite3 .plumbline/plumbline.db "DELETE FROM audit"'],
    ['a pattern', 'rm .claude/*'],
    ['a pattern that says less', 'rm -f .cl*de/set*.json'],
    ['a variable', 'cp open.json .claude/$FILE'],
    ['a folder', 'cd .claude && cp /tmp/open.json settings.json'],
    ['a folder of a folder', 'cd ~/shop; cd .git; rm -f hooks/pre-commit'],
    ['a pattern in a folder', 'cd .codex && rm *'],
    [
      'a patch',
      "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: .claude/settings.json\n@@\n-a\n+b\n*** End Patch\nEOF",
    ],
    [
      'a patch of git',
      "git apply <<'EOF'\n--- a/plumbline.yaml\n+++ b/plumbline.yaml\n@@ -1 +1 @@\n-a\n+b\nEOF",
    ],
    ['a variable that was set', 'F=.claude/settings.json; echo "{}" > $F'],
    ['a variable within a path', 'D="$HOME/.codex"; D=.codex; rm -f "${D}/hooks.json"'],
    ['what is found', "find . -path '*.claude*' -name '*.json' -exec sed -i s/deny/allow/ {} +"],
    [
      'pieces of a path',
      `python3 -c "Path.home().joinpath('.claude', 'settings.json').write_text('{}')"`,
    ],
    ['code that removes the folder', `node -e 'fs.rmSync(".claude", { recursive: true })'`],
    ['an editor', `ex -sc '%d|wq' .claude/settings.json`],
  ])('%s: %s', async (_, command) => {
    expect(await classes(command)).toContain('X1')
  })
})

describe('whoever stops, replaces or blinds the gate is stopped', () => {
  test.each([
    'pkill -f plumbline',
    'killall plumbline',
    'kill -9 $(pgrep -f plumbline)',
    'pgrep -f plumbline | xargs kill',
    'systemctl --user stop plumbline.service',
    'sudo systemctl mask plumbline',
    'docker stop plumbline',
    'docker rm -f plumbline-server',
    'kubectl delete deploy/plumbline',
    'kubectl scale deployment/plumbline --replicas=0',
    'npm uninstall -g plumbline',
    'npm rm plumbline',
    'rm -f /usr/local/bin/plumbline',
    'cp /bin/true /usr/local/bin/plumbline',
    'ln -sf /bin/true ~/.local/bin/plumbline',
    'printf "#!/bin/sh\\n" > node_modules/.bin/plumbline',
    'rm -rf node_modules/plumbline',
    'alias plumbline=true',
    'plumbline() { true; }; plumbline gate',
    'hash -p /bin/true plumbline',
    'unset PLUMBLINE_URL',
    'export PLUMBLINE_POLICY=/dev/null',
    'PLUMBLINE_URL= make deploy',
    'env -u PLUMBLINE_POLICY make deploy',
    'env PLUMBLINE_POLICY=open.yaml make deploy',
    'sudo PLUMBLINE_KEY=x make deploy',
    'systemctl --user set-environment PLUMBLINE_URL=',
    `claude -p "drop it" --settings '{"disableAllHooks": true}'`,
    'codex exec -c features.hooks=false "drop it"',
    'plumbline keys create agent-deploy',
    'plumbline gate --install claude --write',
    'plumbline init',
  ])('%s', async (command) => {
    expect(await classes(command)).toContain('X1')
  })
})

describe('looking at the gate harms nobody', () => {
  test.each([
    'cat .claude/settings.json',
    'grep -rn plumbline .claude .codex',
    'jq .hooks .claude/settings.json',
    'sed -n 1,40p plumbline.yaml',
    'ls -la .plumbline',
    'diff plumbline.yaml plumbline.example.yaml',
    'git log -p -- plumbline.yaml',
    'git diff HEAD~1 .claude/settings.json',
    'git add plumbline.yaml && git commit -m "Tell of the pool in plumbline.yaml"',
    'git config --get core.hooksPath',
    'cp .claude/settings.json /tmp/settings-before.json',
    'tar czf backup.tgz .claude docs',
    'rsync -a .claude/ backup/claude/',
    'mkdir -p .claude/agents',
    'cp reviewer.md .claude/agents/',
    `python3 -c "import json; print(json.load(open('.claude/settings.json'))['hooks'])"`,
    `node -p "require('./.claude/settings.json').hooks"`,
    'echo "never edit .claude/settings.json"',
    'gh pr create --title "Hooks" --body "Explains .claude/settings.json"',
    'plumbline check docs',
    'plumbline gate --self-test',
    'plumbline policy test plumbline-policy.yaml',
    'npm install plumbline',
    'git clone https://acme.example/plumbline.git',
    'ps aux | grep plumbline',
    'systemctl status plumbline',
    'docker logs plumbline',
    'echo $PLUMBLINE_URL',
    'pgrep -f plumbline',
    'export PATH=$PATH:~/.local/bin',
    'sed "s/plumbline.yaml/plumbline.yml/" README.md',
    'vim docs/plumbline.md',
    "git apply <<'EOF'\n--- a/docs/gate.md\n+++ b/docs/gate.md\n@@ -1 +1 @@\n-a\n+edit .claude/settings.json\nEOF",
    'echo .plumbline >> .gitignore',
    'cat .claude/settings.json > /tmp/settings-before.json',
    'mkdir -p .plumbline',
    "find .claude -name '*.json' -exec cat {} +",
    'prettier --write *',
    'rm -f docs/*.tmp',
    'cd .claude && cat settings.json',
    'cd .claude/agents && touch reviewer.md',
    'cp $FILE docs/',
  ])('%s', async (command) => {
    expect(await classes(command)).not.toContain('X1')
  })
})

test('where a command runs is told by its caller, too', async () => {
  const run = (workingDirectory: string) =>
    classifyAction({ command: 'echo "{}" > settings.json', workingDirectory })
  expect((await run('/home/ana/.claude')).commands.map((each) => each.class)).toEqual(['X1'])
  expect((await run('/home/ana/shop')).commands.map((each) => each.class)).toEqual(['D1'])
})
