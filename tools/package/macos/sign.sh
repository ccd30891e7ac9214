#!/bin/sh
# Signs the application and, with a stored profile of notarytool, has it notarized and packed as a ZIP beside it.
#   sh sign.sh dist/briefbuilder.app "Developer ID Application: NAME (TEAM)" [PROFILE]
set -eu
application=$1
identity=$2
profile=${3:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
archive=${application%.app}.zip

seal() { codesign --force --timestamp --options runtime --sign "$identity" "$@"; }

# From the inside out: a signature holds only as long as nothing within changes.
find "$application/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) | while IFS= read -r library; do seal "$library"; done
find "$application/Contents" -type d -name '*.framework' | while IFS= read -r framework; do seal "$framework"; done
seal --entitlements "$here/entitlements.plist" "$application/Contents/MacOS/briefbuilder"
seal --entitlements "$here/entitlements.plist" "$application"
codesign --verify --deep --strict "$application"

if [ -n "$profile" ]; then
    ditto -c -k --keepParent "$application" "$archive"
    xcrun notarytool submit "$archive" --keychain-profile "$profile" --wait
    xcrun stapler staple "$application"
    # The answer of Apple is now part of the application, so it is packed again.
    ditto -c -k --keepParent "$application" "$archive"
    spctl --assess --type execute "$application"
    printf '%s\n' "$archive is signed and notarized."
else
    printf '%s\n' "$application is signed, but not notarized."
fi
