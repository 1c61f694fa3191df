#!/bin/sh
# lock-requirements.sh [WORD...]: writes requirements.lock, requirements-cluster.lock and requirements-dev.lock, for `pip install --require-hashes`.
# They hold the exact version of every package, with the hash of each file of that release, for every platform and for
# Python 3.11 and newer. A version that still fits is kept; WORDs go to `uv pip compile`, such as --upgrade.
set -eu

lock() {
    from=$1
    to=$2
    shift 2
    # pip itself comes with the environment.
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-package pip --custom-compile-command "make lock" "$@" --output-file "$to" "$from"
    echo "$to: $(grep -c '^[^# ].*==' "$to") packages."
}

# uv reads certificates of its own, pip those of PIP_CERT.
if [ -n "${PIP_CERT:-}" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"; fi

lock requirements-dev.txt requirements-dev.lock "$@"
lock requirements.txt requirements.lock "$@" --constraint requirements-dev.lock
lock requirements-cluster.txt requirements-cluster.lock "$@" --constraint requirements-dev.lock
