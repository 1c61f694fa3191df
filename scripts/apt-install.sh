#!/bin/sh
# apt-install.sh REASON PACKAGE...: installs Debian packages where that is possible without asking
# (root, or sudo without a password); otherwise prints the command to run and fails.
set -eu

reason=$1
shift
command="apt-get update && apt-get install -y --no-install-recommends $*"

if ! command -v apt-get >/dev/null; then
    echo "$reason" >&2
    echo "There is no apt-get here. Install what these Debian packages hold, then try again: $*" >&2
    case $(uname -s) in
        Darwin) echo "On macOS: brew install pango poppler, LibreOffice, and Chrome or Chromium." >&2 ;;
    esac
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "$reason" >&2
    echo "Run this once, then try again:" >&2
    echo "    sudo sh -c '$command'" >&2
    exit 1
fi

echo "$reason Installing: $*"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! $as_root env DEBIAN_FRONTEND=noninteractive sh -c "$command" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "apt-get: could not install: $*. See the lines above; to repeat it: $command" >&2
    exit 1
fi
