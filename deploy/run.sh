#!/bin/sh
# Runs a command of the toolkit as the account of the service, with its environment: sudo deploy/run.sh audit verify
# COP_ENVIRONMENT names another file than /etc/cop/cop.env, COP_ACCOUNT another account than cop.
set -eu
umask 077

here=$(dirname "$(dirname "$(readlink -f "$0")")")
file=${COP_ENVIRONMENT:-/etc/cop/cop.env}
account=${COP_ACCOUNT:-cop}
if [ ! -r "$file" ]; then
    echo "$file: can't be read. Make it (docs/operating.md), and run this as root: sudo $0 $*" >&2
    exit 1
fi
# As in the unit; where this user may not raise the limit, `server-check` says so.
ulimit -n 8192 2>/dev/null || true
set -a
. "$file"
set +a
if [ "$(id -un)" = "$account" ]; then
    exec "$here/.venv/bin/python" "$here/cli.py" "$@"
fi
# The log names who asked for it, not the account.
exec setpriv --reuid="$account" --regid="$account" --init-groups --no-new-privs \
    env HOME="$COP_DATA" USER="$account" LOGNAME="${SUDO_USER:-$account}" \
    "$here/.venv/bin/python" "$here/cli.py" "$@"
