#!/bin/sh
# python-environment.sh LOCK: installs the packages of LOCK, each checked against its hash, into .venv, creating it if
# it isn't there.
set -eu

here=$(dirname "$0")
lock=$1

is_usable() {
    [ -x .venv/bin/python ] &&
        .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! is_usable; then
    python=$("$here/find-python.sh")
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        "$here/apt-install.sh" "$python can't create virtual environments: ensurepip is missing." \
            "python$version-venv"
    fi
    echo "Creating .venv with $("$python" --version)."
    "$python" -m venv --clear .venv
fi

echo "Installing the packages of $lock into .venv (about a minute the first time)."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
