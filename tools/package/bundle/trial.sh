#!/bin/sh
# Installs a bundle for Linux as a user would, without network: the main job, a damaged copy, an update, the removal.
#   unshare -rn sh tools/package/bundle/trial.sh BUNDLE PYTHON
# "make bundle-test" runs it. Nothing outside a temporary folder is changed.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
bundle=$1
BRIEFBUILDER_PYTHON=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch/a home" BRIEFBUILDER_PYTHON QT_QPA_PLATFORM=offscreen
unset PYTHONPATH PIP_FIND_LINKS VIRTUAL_ENV XDG_DATA_HOME
mkdir "$HOME"
cp -r "$bundle" "$scratch/a bundle"
installed="$HOME/.local/opt/briefbuilder"
cd "$scratch"

if grep : /proc/net/dev | grep -qv '^ *lo:'; then
    echo "there is a network here: run this with unshare -rn" >&2
    exit 1
fi
echo "== install"
sh "$scratch/a bundle/install.sh"
echo "== main job"
mkdir -p job/tools job/resources
cp "$root/tools/main_job.py" job/tools/
cp -r "$root/resources/samples" job/resources/
"$installed/python/bin/python" -I job/tools/main_job.py
test -s job/out/briefing.docx && test -s job/out/briefing.pdf
echo "== self-test"
"$installed/python/bin/python" -I -m briefbuilder --selftest
echo "== the window opens"
timeout 20 "$installed/python/bin/python" -I -m briefbuilder job/out/eu-japan.dossier || test $? = 124
echo "== a damaged copy is refused, and the installed program stays"
cp -r "$scratch/a bundle" damaged
printf x >>"$(find damaged/wheels -name 'pydantic_core-*.whl')"
if sh damaged/install.sh; then exit 1; fi
"$installed/python/bin/python" -I -m briefbuilder --version
echo "== a failed update brings the old version back"
sed 's/^\(pydantic-core==.*sha256:\)...../\100000/' "$scratch/a bundle/requirements.txt" >damaged/requirements.txt
cp "$scratch/a bundle/wheels/"pydantic_core-*.whl damaged/wheels/
(cd damaged && find . -type f ! -name SHA256SUMS -exec sha256sum {} + | sed 's|  \./|  |' >sums && mv sums SHA256SUMS)
sed -i '/  sums$/d' damaged/SHA256SUMS
if sh damaged/install.sh; then exit 1; fi
"$installed/python/bin/python" -I -m briefbuilder --version
echo "== update"
touch "$installed/python/left-over"
sh "$scratch/a bundle/install.sh"
test ! -e "$installed/python/left-over"
echo "== remove"
sh "$scratch/a bundle/uninstall.sh"
find "$HOME" -type f ! -path '*/mime/*' ! -name mimeinfo.cache | sed 's/^/left: /'
test ! -e "$installed"
test -z "$(find "$HOME" -name '*briefbuilder.desktop' -o -name 'briefbuilder.xml' -o -name 'briefbuilder.png')"
echo "== done"
