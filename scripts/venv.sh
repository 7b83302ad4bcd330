#!/bin/sh
# Makes .venv from a hashed requirements file: scripts/venv.sh requirements.txt
# The second call with the same file returns at once. Every fault is one sentence and a non-zero exit.
set -u
cd "$(dirname "$0")/.." || exit 1
file=$1
case $file in *test*) needed=1000 ;; *) needed=600 ;; esac # MB, with what pip holds while it works
say() { echo "kith: $1" >&2; exit 1; }
python=
for name in python3.11 python3.12 python3.13 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || say "Python 3.11 or later is missing. Install it, then run this again."
wanted=$(cat requirements*.txt | cksum | cut -d' ' -f1)-$file
stamp=.venv/.kith-$file
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    for place in . "${TMPDIR:-/tmp}"; do
        free=$(df -Pk "$place" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
        [ "${free:-$needed}" -ge "$needed" ] ||
            say "the disk is full: $free MB are free below $(cd "$place" && pwd) and Kith needs $needed MB. Make room and run this again."
    done
    if [ ! -x .venv/bin/python ]; then
        "$python" -c 'import ensurepip, venv' 2>/dev/null || say "Python's venv module is missing. On Debian: apt-get install python3-venv"
        "$python" -m venv .venv || say "making .venv failed; see the lines above. Check the disk, then run this again."
    fi
    .venv/bin/python -m pip install -qq --root-user-action=ignore --disable-pip-version-check --require-hashes --no-deps -r "$file" ||
        say "installing the requirements failed; see the lines above. Check the disk and the network, then run this again."
    echo "$wanted" >"$stamp" || say "the disk is full. Make room and run this again."
fi
if [ ! -x .venv/bin/kith ]; then
    printf '#!/bin/sh\nhere=$(cd "$(dirname "$0")/../.." && pwd)\nexec "$here/.venv/bin/python" "$here/manage.py" "$@"\n' >.venv/bin/kith &&
        chmod +x .venv/bin/kith || say "the disk is full. Make room and run this again."
fi
