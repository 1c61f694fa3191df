#!/bin/sh
# Writes constraints.txt: the exact version of everything a fresh installation brings.
# With the oldest Python that the toolkit supports: what that can install, newer ones can too.
set -eu

export PYTHON="${PYTHON:-python3.11}"

here=$(dirname "$0")
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

"$("$here/find-python.sh")" -m venv "$fresh"
"$fresh/bin/python" -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
{
    echo "# The exact version of everything that requirements.txt and requirements-dev.txt bring along,"
    echo "# so that an installation next year equals one of today. Written by \`make lock\`; not by hand."
    "$fresh/bin/python" -m pip freeze --disable-pip-version-check
} >"$fresh/constraints.txt"
mv "$fresh/constraints.txt" constraints.txt
echo "constraints.txt: $(grep -c == constraints.txt) packages."
