#!/bin/sh
# Installs the OpenID provider for the tests of signing in, in the versions of its package-lock.json.
set -eu

folder=$(dirname "$0")/../tests/support/provider
if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then exit 0; fi
if ! command -v npm >/dev/null; then
    echo "npm is missing: going on without the OpenID provider. Tests of signing in will fail." >&2
    exit 0
fi
# npm keeps its downloads in the home folder, which an account of a service may not have.
if [ ! -w "${HOME:-/nonexistent}" ]; then
    npm_config_cache=$(mktemp -d)
    export npm_config_cache
    trap 'rm -rf "$npm_config_cache"' EXIT
fi
npm ci --prefix "$folder" --no-audit --no-fund --silent
touch "$folder/node_modules/.package-lock.json"
