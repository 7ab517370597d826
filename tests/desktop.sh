#!/usr/bin/env bash
# The native window with a real server, on a screen that nobody sees: typed quickly, a worker enrols and sets a PIN; killed and opened
# again, the PIN opens the same store. Linux with Xvfb, xdotool and ImageMagick.
set -eu
cd "$(dirname "$0")/.."
TARGET_DIR=${CARGO_TARGET_DIR:-target}
PICTURES=$TARGET_DIR/screenshots
FOLDER=$(mktemp -d)
PIN=135790
APP_PID=""
XVFB_PID=""
SERVER_PID=""

tidy() {
  for pid in $APP_PID $SERVER_PID $XVFB_PID; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$FOLDER"
}
trap tidy EXIT

fail() {
  import -window root "$PICTURES/desktop-failed.png" 2>/dev/null || true
  echo "$1 (picture: $PICTURES/desktop-failed.png)"
  cat "$FOLDER/app.log"
  exit 1
}

# until_true WORDS COMMAND…: tries for a minute.
until_true() {
  local words=$1
  shift
  for _ in $(seq 300); do
    if "$@"; then return; fi
    kill -0 "$APP_PID" 2>/dev/null || fail "the window closed by itself"
    sleep 0.2
  done
  fail "$words"
}

open_window() {
  HOME="$FOLDER" XDG_DATA_HOME="$FOLDER/data" WEBKIT_DISABLE_COMPOSITING_MODE=1 LIBGL_ALWAYS_SOFTWARE=1 \
    LANG=zh_CN.UTF-8 "$TARGET_DIR/debug/tiejiaoban" >"$FOLDER/app.log" 2>&1 &
  APP_PID=$!
}

# Main buttons are of this green: screens, styles and backend are all there.
shows_a_screen() {
  xdotool search --onlyvisible --pid "$APP_PID" >/dev/null 2>&1 || return 1
  import -window root "$FOLDER/screen.png"
  local green
  green=$(convert "$FOLDER/screen.png" -fill white +opaque '#0a7d3f' -fill black -opaque '#0a7d3f' -format '%[fx:int((1-mean)*w*h)]' info:)
  [ "$green" -gt 2000 ]
}

# The server's log has a line for every request, without anybody's data.
served() { grep -c "route=\"$1\" status=200" "$FOLDER/server.log" || true; }
has_served() { [ "$(served "$1")" -ge "$2" ]; }

mkdir -p "$PICTURES"
cargo build --locked -p sync-server --bin sync-server
cargo build --locked -p tiejiaoban --no-default-features --features desktop --bin tiejiaoban
SERVER="$TARGET_DIR/debug/sync-server"

"$SERVER" demo --data "$FOLDER/town" --scale small >/dev/null 2>&1
"$SERVER" serve --data "$FOLDER/town" --listen 127.0.0.1:0 >"$FOLDER/server.log" 2>&1 &
SERVER_PID=$!
for _ in $(seq 100); do grep -q '127\.0\.0\.1:[0-9]' "$FOLDER/server.log" && break; sleep 0.1; done
ADDRESS=$(grep -o '127\.0\.0\.1:[0-9]*' "$FOLDER/server.log" | head -1)
LINK=$("$SERVER" enroll --data "$FOLDER/town" --demo worker --url "http://$ADDRESS" 2>&1 | grep -o "http://$ADDRESS/enroll/[A-Z0-9-]*" | head -1)

# Xvfb picks a free display and writes its number.
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$FOLDER/display" 2>/dev/null &
XVFB_PID=$!
for _ in $(seq 100); do [ -s "$FOLDER/display" ] && break; sleep 0.1; done
DISPLAY=":$(cat "$FOLDER/display")"
export DISPLAY

open_window
until_true "the window did not reach the enrolment screen" shows_a_screen
# The second field takes the whole link. Typed faster than anybody can: no letter may be lost.
xdotool key Tab key Tab
xdotool type --delay 5 "$LINK"
sleep 1
import -window root "$PICTURES/desktop-enrol.png"
xdotool key Return
sleep 2
xdotool type --delay 60 "$PIN$PIN"
until_true "the device was not enrolled" has_served /v1/enroll 1
until_true "nothing was pulled" has_served /v1/sync 2
sleep 1
import -window root "$PICTURES/desktop-home.png"

kill -9 "$APP_PID"
wait "$APP_PID" 2>/dev/null || true
if head -c 15 "$FOLDER/data/tiejiaoban/store.db" | grep -q 'SQLite format'; then fail "the store is not encrypted"; fi
BEFORE=$(served /v1/sync)

open_window
until_true "the window did not open again" shows_a_screen
[ "$(served /v1/sync)" = "$BEFORE" ] || fail "it asked the server before the PIN"
xdotool type --delay 60 "$PIN"
until_true "the PIN did not open the store" has_served /v1/sync $((BEFORE + 1))
sleep 1
import -window root "$PICTURES/desktop-opened-again.png"
echo "the window enrols, keeps its store and opens it again: $PICTURES/desktop-*.png"
