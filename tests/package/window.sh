#!/usr/bin/env bash
# In the fresh system, on its screen: starts the window from its desktop entry with a file, waits for its title, and takes
# pictures. A second start with another file goes to the same window.
set -euo pipefail
export WEBKIT_DISABLE_DMABUF_RENDERER=1
entry=$1 file=$2
# Without those that have ended and that nobody has asked for.
programs() { pgrep -c -x -r D,R,S profile-courier || true; }
gio launch "$entry" "$file" &
for _ in $(seq 60); do
  window=$(xdotool search --onlyvisible --name '^Profile Courier$' 2>/dev/null | head -n 1 || true)
  [ -n "$window" ] && break
  sleep 0.5
done
[ -n "${window:-}" ] || { echo "no window came"; exit 1; }
sleep 6
import -window root "$HOME/package-first.png"
cp "$file" "$HOME/tweede.csv"
gio launch "$entry" "$HOME/tweede.csv"
# The second program hands its file over and ends.
for _ in $(seq 60); do
  sleep 0.5
  [ "$(programs)" = 1 ] && break
done
sleep 4
import -window root "$HOME/package-second.png"
[ "$(xdotool search --onlyvisible --name '^Profile Courier$' | wc -l)" = 1 ] || { echo "two windows"; exit 1; }
[ "$(programs)" = 1 ] || { echo "two programs"; exit 1; }
pkill -x profile-courier
wait || true
