#!/bin/sh
# Installs the OpenID provider for the tests of signing in, in the versions of its package-lock.json.
set -eu

folder=$(dirname "$0")/../tests/support/provider
if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then exit 0; fi
npm ci --prefix "$folder" --no-audit --no-fund --silent
touch "$folder/node_modules/.package-lock.json"
