#!/bin/sh
# Runs before every npm script: installs what is missing, and says in a sentence what this machine cannot give.
# An install that was killed half-way leaves no node_modules/.installed, so the next start installs again.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"

installed() { [ -f node_modules/.installed ] && [ ! package-lock.json -nt node_modules/.installed ]; }

if ! installed; then
  # Two commands started at once must not install over each other: the second waits and finds everything there.
  exec 9<package.json
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if ! installed; then
    echo "Installing packages (once, under a minute) ..." >&2
    npm ci --loglevel=error >&2
    : > node_modules/.installed
  fi
  exec 9<&-
fi

node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' || {
  echo "Node.js 24 or newer is needed, and the packaged one does not exist for this system. Install Node.js 24 and start again." >&2
  exit 1
}
