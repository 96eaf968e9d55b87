#!/bin/sh
# Runs before every npm script: installs what is missing, and says in a sentence what this machine cannot give.
# `run`: what the program needs; without it also what tests and checks need, added beside a program that runs.
# Commands beside a program that perhaps runs (staff, audit, flows) never replace packages beneath it.
# An install that was killed half-way leaves no mark of itself, so the next start installs again.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"
wanted="${1:-all}"

marked() { [ -f "node_modules/.installed-$1" ] && [ ! package-lock.json -nt "node_modules/.installed-$1" ]; }
installed() { marked all || { [ "$wanted" = run ] && marked run; }; }

case "${npm_lifecycle_event:-}" in
prestaff | preaudit | preflows)
  if ! installed && { [ -f node_modules/.installed-run ] || [ -f node_modules/.installed-all ]; }; then
    echo "The packages are of an earlier version, and stay so beside a running program; npm start installs the new ones." >&2
    wanted=none
  fi
  ;;
esac

if [ "$wanted" != none ] && ! installed; then
  # Two commands started at once must not install over each other: the second waits and finds everything there.
  exec 9<package.json
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if ! installed; then
    echo "Installing packages (once, under a minute) ..." >&2
    if [ "$wanted" = run ]; then
      npm ci --omit=dev --loglevel=error >&2
    elif marked run; then
      npm install --no-save --loglevel=error >&2
    else
      npm ci --loglevel=error >&2
    fi
    : > "node_modules/.installed-$wanted"
  fi
  exec 9<&-
fi

node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' || {
  echo "Node.js 24 or newer is needed, and the packaged one does not exist for this system. Install Node.js 24 and start again." >&2
  exit 1
}
