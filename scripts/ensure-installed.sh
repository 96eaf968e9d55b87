#!/bin/sh
# Runs before every npm script: installs what is missing, and says in a sentence what this machine cannot give.
# An install that was killed half-way leaves no node_modules/.installed, so the next start installs again.
set -eu
cd "$(dirname "$0")/.."
if [ ! -f node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
  echo "Installing packages (once, under a minute) ..." >&2
  npm ci --loglevel=error >&2
  : > node_modules/.installed
fi
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' || {
  echo "Node.js 24 or newer is needed, and the packaged one does not exist for this system. Install Node.js 24 and start again." >&2
  exit 1
}
