#!/bin/sh
# Prints the Python to use: $PYTHON if set, else the first of the usual names that is 3.11 or newer.
# One that can create virtual environments is preferred to one that can't yet.
set -eu

if [ -n "${PYTHON:-}" ]; then
    names=$PYTHON
else
    names="python3 python3.13 python3.12 python3.11 python3.14"
fi

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

second_choice=
for name in $names; do
    if is_new_enough "$name"; then
        if has_venv "$name"; then
            command -v "$name"
            exit 0
        fi
        second_choice=${second_choice:-$name}
    fi
done

if [ -n "$second_choice" ]; then
    command -v "$second_choice"
    exit 0
fi

{
    echo "Python: 3.11 or newer is needed, and none was found. Looked for: $names."
    for name in $names; do
        if command -v "$name" >/dev/null; then
            echo "  $name is $("$name" --version 2>&1 | head -n 1)"
        fi
    done
    echo "Install it (Debian 12, Ubuntu 24.04 or newer: apt-get install python3 python3-venv),"
    echo "or say where it is: make PYTHON=/path/to/python3.12 ..."
} >&2
exit 1
