#!/bin/sh
# What the tests need beside Python: Chromium, PostgreSQL and pango. Installed where that is allowed, else named.
set -u
missing=
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || missing="$missing libpango-1.0-0 libpangoft2-1.0-0"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get update -q >/dev/null && apt-get install -y -q $missing >/dev/null && exit 0
fi
echo "kith: the tests need:$missing. Install with: sudo apt-get install$missing" >&2
exit 1
