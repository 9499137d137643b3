/** Programs that everybody has: flags behind their names, and beside them in a sentence, are theirs. */
export const everybodysTools: ReadonlySet<string> = new Set(
  `git gh hub svn hg npm pnpm yarn bun npx node deno pip pip3 pipx uv poetry conda mamba virtualenv venv
  python python3 ruby gem bundle rails rake cargo rustc rustup go gofmt java javac mvn gradle sbt dotnet php composer
  docker podman buildah docker-compose compose kubectl helm kustomize kind minikube k3d oc terraform tofu terragrunt packer ansible
  ansible-playbook vagrant aws gcloud az doctl heroku vercel netlify firebase fly flyctl eksctl
  make cmake ninja gcc g++ clang ld ar bash sh zsh fish env sudo ssh scp rsync curl wget tar zip unzip gzip xz grep egrep rg sed awk
  find xargs sort head tail cat ls cp mv rm ln chmod chown mkdir touch echo printf ps kill top df du mount systemctl
  journalctl service apt apt-get yum dnf brew choco scoop winget snap port pacman apk psql mysql sqlite3 redis-cli redis-server mongo
  mongosh rabbitmqctl nginx apachectl openssl gpg vim emacs nano code tmux screen tsc ts-node tsx eslint prettier
  jest mocha vitest ava tap c8 nyc webpack rollup esbuild vite parcel babel nodemon pm2 black flake8 ruff isort mypy pylint pytest tox nox
  coverage sphinx-build mkdocs gunicorn uvicorn celery jq yq act pre-commit lerna nx turbo playwright cypress lychee`
    .split(/\s+/)
    .filter((name) => name !== ''),
)
