#!/bin/sh
# system-libraries.sh PART...: installs libraries and programs that pip can't install. Parts:
#   pango    shapes text in PDFs (WeasyPrint); needed to run
#   browser  Chromium; needed by the tests of the screens and by the benchmarks
#   headless  Chromium without windows, with which those tests take two thirds of the processor time; left out without a
#     word where the distribution does not offer it
#   poppler  pdftotext and pdftoppm; needed by the tests of the PDFs
#   node  npm and Node; needed by the tests of signing in
#   proxy  nginx; needed by make cluster and the tests of deploy/, which start it on loopback
#   libreoffice  Calc and Writer without a screen; needed by the tests of workbooks and documents
# Missing ones are installed with apt-get where that needs no password. Else the command is printed; what only tests need
# does not stop the work then: tests that do without it pass.
set -eu

here=$(dirname "$0")

has_pango() {
    # The libraries that WeasyPrint opens when it is imported, on Linux and on macOS.
    if [ -x .venv/bin/python ]; then python=.venv/bin/python; else python=$("$here/find-python.sh"); fi
    "$python" - <<'END'
import ctypes
import sys

for linux, macos in (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib"),
):
    try:
        ctypes.CDLL(macos if sys.platform == "darwin" else linux)
    except OSError:
        sys.exit(1)
END
}

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

# Whether the shell is there, or can't be had.
has_headless() {
    command -v chromium-headless-shell >/dev/null && return 0
    ! apt-cache show chromium-headless-shell >/dev/null 2>&1
}

has_libreoffice() {
    # Calc and Writer, wherever the distribution puts them.
    command -v soffice >/dev/null || return 1
    folder=$(dirname "$(readlink -f "$(command -v soffice)")")
    for part in sc sw; do
        [ -e "$folder/lib${part}lo.so" ] || [ "$(uname)" = Darwin ] || return 1
    done
}

has_node() { command -v node >/dev/null && command -v npm >/dev/null; }

has_proxy() { [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null; }

has_poppler() { command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null; }

# Sets `packages` and `what` to what is missing of the parts in $@.
find_missing() {
    packages=
    what=
    for part in "$@"; do
        case $part in
            pango)
                has_pango && continue
                packages="$packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
                what="$what Pango (text in PDFs)," ;;
            browser)
                has_browser && continue
                packages="$packages chromium"
                what="$what Chromium (tests of the screens)," ;;
            headless)
                has_headless && continue
                packages="$packages chromium-headless-shell"
                what="$what Chromium without windows (tests of the screens, faster)," ;;
            poppler)
                has_poppler && continue
                packages="$packages poppler-utils"
                what="$what pdftotext and pdftoppm (tests of the PDFs)," ;;
            libreoffice)
                has_libreoffice && continue
                packages="$packages libreoffice-calc-nogui libreoffice-writer-nogui fonts-dejavu fonts-opensymbol"
                what="$what LibreOffice Calc and Writer (tests of workbooks and documents)," ;;
            node)
                has_node && continue
                packages="$packages nodejs npm"
                what="$what Node and npm (tests of signing in)," ;;
            proxy)
                has_proxy && continue
                packages="$packages nginx"
                what="$what nginx (tests of the proxy)," ;;
            *)
                echo "system-libraries.sh: '$part' is not a part. Use: pango, browser, headless, poppler, libreoffice, node, proxy." >&2
                exit 2 ;;
        esac
    done
    what=${what%,}
}

find_missing "$@"
if [ -z "$packages" ]; then exit 0; fi

# Unquoted: one word a package.
if "$here/apt-install.sh" "Missing on this machine:$what." $packages; then
    find_missing "$@"
    if [ -z "$packages" ]; then exit 0; fi
    echo "Still missing after the installation:$what. Check what apt-get installed:$packages." >&2
fi
case " $packages " in *" libpango"*) exit 1 ;; esac
case $packages in
    " chromium-headless-shell") echo "Going on with the whole Chromium." >&2 ;;
    *) echo "Going on without:$what. Tests that need it will fail." >&2 ;;
esac
