#!/usr/bin/env bash
# Installs the built .deb in a fresh Debian, as root of it, and uses it as its users do: the demo upload, the window from
# its desktop entry with a CSV, an upgrade from an older package, a history of a newer one, and removal.
#   sudo tests/package/run.sh FILE.deb [bookworm]
# Needs debootstrap and root; the fresh system stands in a temporary folder and is gone afterwards. Pictures of the window
# go to target/screenshots.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
deb=$(realpath "${1:?the package, such as target/release/bundle/deb/*.deb}")
suite=${2:-bookworm}
[ "$(id -u)" = 0 ] || { echo "Needs root, to make a fresh system."; exit 1; }
command -v debootstrap >/dev/null || { echo "Needs debootstrap:  apt-get install debootstrap"; exit 1; }

root=$(mktemp -d)
# It is the fresh system's own root, which its users walk through.
chmod 755 "$root"
cleanup() {
  # Only what was started in there.
  for link in /proc/[0-9]*/root; do
    [ "$(readlink "$link" 2>/dev/null)" = "$root" ] && kill -9 "$(basename "$(dirname "$link")")" 2>/dev/null || true
  done
  for mounted in dev/shm dev proc; do umount "$root/$mounted" 2>/dev/null || true; done
  rm -rf --one-file-system "$root"
}
trap cleanup EXIT

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*"; exit 1; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# As somebody who works there, with a home of their own.
user() { inside runuser -u shop -- env HOME=/home/shop XDG_RUNTIME_DIR=/run/user/shop "$@"; }
apt_get() { inside apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$root/apt.log" 2>&1 || { tail -n 30 "$root/apt.log"; fail "apt-get $*"; }; }

step "a fresh $suite"
debootstrap --variant=minbase "$suite" "$root" http://deb.debian.org/debian >"$root.log" 2>&1 || { tail "$root.log"; exit 1; }
rm -f "$root.log"
mount --bind /dev "$root/dev" && mount -t tmpfs tmpfs "$root/dev/shm" && mount -t proc proc "$root/proc"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
inside useradd --create-home shop
inside install -d -m 0700 -o shop -g shop /run/user/shop
apt_get update

step "an older package, with its dependencies"
# The same files under a lower version: what an upgrade does is dpkg's and the database's part.
cp "$deb" "$root/new.deb"
inside mkdir /older && inside dpkg-deb --raw-extract /new.deb /older
inside sed -i 's/^Version: .*/Version: 0.0.1/' /older/DEBIAN/control
inside dpkg-deb -Zgzip -z1 --build --root-owner-group /older /older.deb >/dev/null
apt_get install -y --no-install-recommends /older.deb
missing=$(inside sh -c 'ldd /usr/bin/profile-courier /usr/bin/courier | grep "not found" || true')
[ -z "$missing" ] || fail "libraries are missing: $missing"
inside dpkg -L profile-courier | grep -E '^/usr/(bin|share)/.*[^/]$' | sed 's/^/   /'
for file in /usr/bin/courier /usr/share/man/man1/courier.1.gz /usr/share/bash-completion/completions/courier \
  /usr/share/applications/profile-courier.desktop /usr/lib/profile-courier/manual/en/index.html \
  /usr/lib/profile-courier/manual/nl/index.html /usr/lib/profile-courier/licences.html \
  /usr/share/doc/profile-courier/copyright; do
  inside test -s "$file" || fail "$file is not there"
done

step "the demo upload"
user courier --version
code=0; user courier upload --sample --quiet || code=$?
[ "$code" -le 1 ] || fail "the demo ended with $code"
run=$(user courier history --json | sed -n 's/.*"run": *"\([0-9A-Z]*\)".*/\1/p' | head -n 1)
[ -n "$run" ] || fail "the run is not in the history"
[ "$(inside stat -c %a /home/shop/.local/share/profile-courier)" = 700 ] || fail "the data folder is not private"

step "an upgrade keeps it, from the database of an older version"
apt_get install -y --no-install-recommends sqlite3 /new.deb
db=/home/shop/.local/share/profile-courier/history.db
# What the fourth and fifth versions added goes, so that the upgrade has something to do.
user sqlite3 "$db" 'DROP TABLE slot_run; DROP TABLE slot; DROP TABLE schedule; DROP TABLE flow; PRAGMA user_version=3;'
user courier history --json | grep -q "$run" || fail "the upgrade lost the history"
user courier schedules list >/dev/null || fail "the upgrade did not bring schedules"

step "a history of a newer version is left alone, and said"
now=$(user sqlite3 "$db" 'PRAGMA user_version')
user sqlite3 "$db" 'PRAGMA user_version=99'
if said=$(user courier history 2>&1); then fail "an older program took a newer history"; fi
printf '   %s\n' "$said"
[ "$(user sqlite3 "$db" 'PRAGMA user_version')" = 99 ] || fail "it was changed"
user sqlite3 "$db" "PRAGMA user_version=$now"

step "the window, from its desktop entry with a CSV"
apt_get install -y --no-install-recommends xvfb xauth xdotool imagemagick dbus dbus-x11 procps libglib2.0-bin desktop-file-utils appstream file shared-mime-info
entry=/usr/share/applications/profile-courier.desktop
inside desktop-file-validate "$entry"
inside appstreamcli validate --no-net /usr/share/metainfo/io.github.profilecourier.metainfo.xml || fail "metainfo"
inside grep -q 'MimeType=.*text/csv' "$entry" || fail "CSV files do not know it"
inside gio mime text/csv | grep -q profile-courier.desktop || fail "it is not behind Open with"
printf 'email,firstname,lastname\nanna@example.com,Anna,Visser\n' >"$root/home/shop/klanten.csv"
cp "$here/tests/package/window.sh" "$root/window.sh"
user dbus-run-session -- xvfb-run -a -s '-screen 0 1280x800x24' bash /window.sh "$entry" /home/shop/klanten.csv || opened=no
mkdir -p "$here/target/screenshots"
cp "$root"/home/shop/*.png "$here/target/screenshots/"
[ "${opened:-yes}" = yes ] || fail "the window"

step "removal leaves only what is the user's"
apt_get purge -y profile-courier
left=$(inside find / -xdev -ipath '*courier*' -not -path '/home/*' -not -path '/proc/*' -not -path '/*.deb' -not -path '/older*' -not -path '/var/log/*' -not -path '/var/lib/apt/*')
[ -z "$left" ] || fail "left behind: $left"
inside test -s "$db" || fail "the user's history is gone"
printf '\nAll of it went well.\n'
