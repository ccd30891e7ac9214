#!/bin/sh
# Removes what the installer made for the user who starts it. Dossiers, settings and own templates stay.
set -eu
if [ "$(uname -s)" = Darwin ]; then
    application="$HOME/Applications/briefbuilder.app"
else
    application="$HOME/.local/opt/briefbuilder"
    share="${XDG_DATA_HOME:-$HOME/.local/share}"
    rm -f "$share/applications/briefbuilder.desktop" "$share/mime/packages/briefbuilder.xml" \
        "$share/icons/hicolor/256x256/apps/briefbuilder.png"
    if command -v update-mime-database >/dev/null && [ -d "$share/mime" ]; then update-mime-database "$share/mime"; fi
    if command -v update-desktop-database >/dev/null && [ -d "$share/applications" ]; then
        update-desktop-database "$share/applications"
    fi
fi
if [ ! -d "$application" ]; then
    printf '%s\n' "briefbuilder is not installed for this user."
    exit 0
fi
rm -rf "$application"
printf '%s\n' "briefbuilder is removed. Your dossiers, settings and templates are still there."
