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

# Stops with a remedy where this user can't write to a folder.
need_writable() {
    if [ ! -w "$1" ]; then
        echo "$2: $(id -un) can't write here. Run this as its owner, or make it yours: sudo chown -R $(id -un) $2" >&2
        exit 1
    fi
}

can() { "$@" >/dev/null 2>&1; }

# Creates .venv with what this machine has: the module venv, virtualenv or uv; else the package of venv is installed.
create() {
    echo "Creating .venv with $("$python" --version)."
    if can "$python" -c 'import ensurepip, venv'; then
        "$python" -m venv --clear .venv
    elif can "$python" -m virtualenv --version; then
        "$python" -m virtualenv --quiet --clear .venv
    elif can uv --version; then
        uv venv --quiet --seed --clear --python "$python" .venv
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        "$here/apt-install.sh" "$python can't create virtual environments: ensurepip is missing." \
            "python$version-venv"
        "$python" -m venv --clear .venv
    fi
}

if ! is_usable; then
    need_writable . "$(pwd)"
    if [ -e .venv ]; then need_writable .venv "$(pwd)/.venv"; fi
    python=$("$here/find-python.sh")
    create
fi
need_writable .venv "$(pwd)/.venv"

echo "Installing the packages of $lock into .venv (about a minute the first time)."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
