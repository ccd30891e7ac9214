#!/bin/sh
# Installs briefbuilder for the user who starts it: no network, no administrator.
# On macOS it is called install.command, so that a double click starts it.
#   BRIEFBUILDER_PYTHON=/path/to/python3.12 sh install.sh     takes that Python
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

value() { sed -n "s/^$1=//p" "$here/bundle.cfg"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

version=$(value version)
python=$(value python)
minimum=$(value minimum)
system=$(uname -s)

# Is version $1 older than version $2? Both have the form 14.2.
older() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$1" ] && [ "$1" != "$2" ]; }

fits() { [ -x "$1" ] && "$1" "$here/install_files.py" --check 2>/dev/null; }

find_python() {
    if [ -n "${BRIEFBUILDER_PYTHON:-}" ]; then
        "$BRIEFBUILDER_PYTHON" "$here/install_files.py" --check && printf '%s\n' "$BRIEFBUILDER_PYTHON"
        return
    fi
    for candidate in "$here/python/bin/python3" "$(command -v "python$python" || true)" \
        "/Library/Frameworks/Python.framework/Versions/$python/bin/python3" "/opt/homebrew/bin/python$python" \
        "/usr/local/bin/python$python" "$(command -v python3 || true)"; do
        if [ -n "$candidate" ] && fits "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

if [ "$system" = Darwin ]; then
    found=$(sw_vers -productVersion)
    if older "$found" "$minimum"; then fail "briefbuilder needs macOS $minimum or newer, and this Mac has $found."; fi
    application="$HOME/Applications/briefbuilder.app"
    folder="$application/Contents/Resources"
else
    application="$HOME/.local/opt/briefbuilder"
    folder="$application"
fi

interpreter=$(find_python) || fail "briefbuilder needs Python $python for this computer: install it from your software centre, or set BRIEFBUILDER_PYTHON."
"$interpreter" "$here/install_files.py" "$folder" || fail "briefbuilder was not installed."

if [ "$system" = Darwin ]; then
    mkdir -p "$application/Contents/MacOS"
    cp "$here/briefbuilder.icns" "$folder/"
    cp "$here/Info.plist" "$application/Contents/"
    cat >"$application/Contents/MacOS/briefbuilder" <<'SCRIPT'
#!/bin/sh
exec "$(dirname -- "$0")/../Resources/python/bin/python" -I -m briefbuilder "$@"
SCRIPT
    chmod 755 "$application/Contents/MacOS/briefbuilder"
    # Tells the Finder at once which program opens dossiers.
    register=/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister
    if [ -x "$register" ]; then "$register" -f "$application"; fi
else
    share="${XDG_DATA_HOME:-$HOME/.local/share}"
    mkdir -p "$share/applications" "$share/mime/packages" "$share/icons/hicolor/256x256/apps"
    cp "$here/briefbuilder.png" "$share/icons/hicolor/256x256/apps/"
    cp "$here/briefbuilder-mime.xml" "$share/mime/packages/briefbuilder.xml"
    sed "s|@PYTHON@|$folder/python/bin/python|" "$here/briefbuilder.desktop" >"$share/applications/briefbuilder.desktop"
    if command -v update-mime-database >/dev/null; then update-mime-database "$share/mime"; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$share/applications"; fi
fi
printf 'briefbuilder %s is installed in %s.\n' "$version" "$application"
