#!/usr/bin/env bash
# The native window, on a screen that nobody sees: it starts, reaches the enrolment screen, and keeps its
# files where it should. Linux with Xvfb, xdotool and ImageMagick.
set -eu
cd "$(dirname "$0")/.."
TARGET_DIR=${CARGO_TARGET_DIR:-target}
HOME_FOLDER=$(mktemp -d)
PICTURE=$TARGET_DIR/screenshots/desktop-window.png
APP_PID=""
XVFB_PID=""

tidy() {
  if [ -n "$APP_PID" ]; then kill "$APP_PID" 2>/dev/null || true; fi
  if [ -n "$XVFB_PID" ]; then kill "$XVFB_PID" 2>/dev/null || true; fi
  rm -rf "$HOME_FOLDER"
}
trap tidy EXIT

cargo build --locked -p tiejiaoban --no-default-features --features desktop --bin tiejiaoban

# Xvfb picks a free display and writes its number.
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$HOME_FOLDER/display" 2>/dev/null &
XVFB_PID=$!
for _ in $(seq 100); do [ -s "$HOME_FOLDER/display" ] && break; sleep 0.1; done
DISPLAY=":$(cat "$HOME_FOLDER/display")"
export DISPLAY

HOME="$HOME_FOLDER" XDG_DATA_HOME="$HOME_FOLDER/data" WEBKIT_DISABLE_COMPOSITING_MODE=1 LIBGL_ALWAYS_SOFTWARE=1 \
  LANG=zh_CN.UTF-8 "$TARGET_DIR/debug/tiejiaoban" >"$HOME_FOLDER/log" 2>&1 &
APP_PID=$!

mkdir -p "$TARGET_DIR/screenshots"
for _ in $(seq 300); do
  kill -0 "$APP_PID" 2>/dev/null || { echo "the window closed by itself:"; cat "$HOME_FOLDER/log"; exit 1; }
  if xdotool search --onlyvisible --pid "$APP_PID" >/dev/null 2>&1; then
    import -window root "$PICTURE"
    # The main button of the enrolment screen is of this green: screens, styles and backend are all there.
    green=$(convert "$PICTURE" -fill white +opaque '#0a7d3f' -fill black -opaque '#0a7d3f' -format '%[fx:int((1-mean)*w*h)]' info:)
    if [ "$green" -gt 2000 ]; then
      echo "the window is drawn: $PICTURE"
      find "$HOME_FOLDER/data" -type f | sed "s|$HOME_FOLDER|~|"
      exit 0
    fi
  fi
  sleep 0.2
done
echo "the window did not reach the enrolment screen (picture: $PICTURE):"
cat "$HOME_FOLDER/log"
exit 1
