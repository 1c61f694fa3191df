#!/bin/sh
# apt-install.sh REASON PACKAGE...: installs Debian packages where that is possible without asking
# (root, or sudo without a password); otherwise prints the command to run and fails.
# Where another program holds the lock of the packages, waits up to five minutes for it.
set -eu

reason=$1
shift
install="install -y --no-install-recommends $*"
once="apt-get update && apt-get $install"
wait="-o DPkg::Lock::Timeout=300"
command="apt-get $wait update && apt-get $wait $install"

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
# A server that only tests need is not to answer on this computer: Debian would start its service now and at each boot.
service=
if [ -d /run/systemd/system ]; then
    case " $* " in *" nginx "*) service=nginx.service ;; esac
fi
end() {
    rm -f "$log"
    if [ -n "$service" ]; then
        $as_root systemctl --quiet unmask "$service" || true
        $as_root systemctl --quiet disable "$service" || true
    fi
}
trap end EXIT
if [ -n "$service" ]; then $as_root systemctl --quiet mask "$service"; fi

# The trials are repeated here: apt-get waits for a lock without a word, and for that of the package lists not at all.
try() {
    $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c "$once" >"$log" 2>&1
}

left=60
until try; do
    if ! grep -Eq 'Could not get lock|Unable to (lock|acquire)|lock was locked by' "$log" || [ "$left" = 0 ]; then
        tail -n 20 "$log" >&2
        echo "apt-get: could not install: $*. See the lines above; to repeat it: $command" >&2
        exit 1
    fi
    if [ "$left" = 60 ]; then
        echo "Another program is installing packages. Waiting for it, up to five minutes."
    fi
    left=$((left - 1))
    sleep 5
done
