# What ./start and ./test share: words on the screen, and finding or installing tools. Sourced by both;
# does nothing by itself. Plain bash 3.2, as macOS has it.

say() { printf '%s\n' "$*" >&2; }
stop() { say "✗ $*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

RUST_LEAST=1.95
WASM=wasm32-unknown-unknown

# The package manager of this machine, or nothing.
package_manager() {
  local name
  for name in brew apt-get dnf pacman zypper apk; do
    if has "$name"; then echo "$name"; return; fi
  done
}

# Packages that hold a tool: packages_of TOOL MANAGER.
packages_of() {
  case "$1:$2" in
    clang:apt-get)
      if apt-cache show clang-19 >/dev/null 2>&1; then echo clang-19 llvm-19; else echo clang llvm; fi ;;
    clang:brew) echo llvm ;;
    clang:apk) echo clang llvm ;;
    clang:*) echo clang llvm ;;
    cc:apt-get) echo build-essential ;;
    cc:apk) echo build-base ;;
    cc:pacman) echo base-devel ;;
    cc:*) echo gcc ;;
    openssl:apt-get) echo libssl-dev pkg-config ;;
    openssl:apk) echo openssl-dev pkgconf ;;
    openssl:dnf | openssl:zypper) echo openssl-devel pkgconf ;;
    openssl:pacman) echo openssl pkgconf ;;
    openssl:brew) echo openssl@3 pkg-config ;;
    chromium:*) echo chromium ;;
    node:apt-get | node:apk | node:pacman) echo nodejs npm ;;
    node:brew) echo node ;;
    node:*) echo nodejs ;;
    fonts:apt-get) echo fonts-noto-cjk ;;
    fonts:dnf) echo google-noto-sans-cjk-ttc-fonts ;;
    fonts:pacman) echo noto-fonts-cjk ;;
    fonts:apk) echo font-noto-cjk ;;
    acme:apt-get) echo pebble ;;
    desktop:apt-get) echo libwebkit2gtk-4.1-dev libxdo-dev libssl-dev pkg-config xvfb xdotool imagemagick ;;
  esac
}

# As the user that may install; says what for before asking.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  has sudo || stop "安装要管理员权限,请用管理员身份运行 / needs root: $*"
  say "  需要管理员权限来安装 / asking for your password to run: $*"
  sudo "$@"
}

# install_packages PACKAGE…: with the machine's own manager.
install_packages() {
  local manager
  manager=$(package_manager)
  say "  安装 / installing: $*"
  case "$manager" in
    apt-get)
      as_root apt-get update -q >&2 || say "  软件列表没能更新,先用旧的 / package lists not refreshed"
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2 ;;
    brew) brew install "$@" >&2 ;;
    dnf) as_root dnf install -y "$@" >&2 ;;
    pacman) as_root pacman -S --needed --noconfirm "$@" >&2 ;;
    zypper) as_root zypper --non-interactive install "$@" >&2 ;;
    apk) as_root apk add "$@" >&2 ;;
    *) stop "没有认得的软件包工具,请自己安装 / please install: $*" ;;
  esac || stop "没装上,请看上面的原因 / could not install: $*"
}

# A clang that can make wasm: SQLite is C, and Apple's clang cannot.
wasm_clang() {
  local name
  for name in "${CC_wasm32_unknown_unknown:-clang}" clang clang-22 clang-21 clang-20 clang-19 clang-18 clang-17 \
    clang-16 clang-15 clang-14 /opt/homebrew/opt/llvm/bin/clang /usr/local/opt/llvm/bin/clang \
    /home/linuxbrew/.linuxbrew/opt/llvm/bin/clang; do
    if has "$name" && "$name" --print-targets 2>/dev/null | grep -q '^ *wasm32 '; then echo "$name"; return 0; fi
  done
  return 1
}

# Its archiver: of the same installation, else any.
wasm_archiver() {
  local clang=$1 name
  if [ -n "${AR_wasm32_unknown_unknown:-}" ]; then echo "$AR_wasm32_unknown_unknown"; return 0; fi
  name=$("$clang" -print-prog-name=llvm-ar 2>/dev/null)
  case "$name" in /*) echo "$name"; return 0 ;; esac
  for name in llvm-ar llvm-ar-22 llvm-ar-21 llvm-ar-20 llvm-ar-19 llvm-ar-18 llvm-ar-17 llvm-ar-16 llvm-ar-15 llvm-ar-14; do
    if has "$name"; then echo "$name"; return 0; fi
  done
  return 1
}

has_wasm_tools() {
  local clang
  clang=$(wasm_clang) && wasm_archiver "$clang" >/dev/null
}

has_wasm_target() {
  [ -d "$(rustc --print target-libdir --target "$WASM" 2>/dev/null)" ]
}

has_openssl() {
  has pkg-config && pkg-config --exists openssl
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$name" ] && has "$name"; then command -v "$name"; return 0; fi
  done
  return 1
}

# Rust is not installed behind anybody's back.
need_rust() {
  has cargo && has rustc || stop "没有 Rust。请按 https://rustup.rs 安装,再运行一次 / Rust is missing: install it, then run this again"
  local have
  have=$(rustc --version | sed 's/^rustc \([0-9]*\.[0-9]*\).*/\1/')
  if [ "$(printf '%s\n%s\n' "$RUST_LEAST" "$have" | sort -t. -k1,1n -k2,2n | head -1)" != "$RUST_LEAST" ]; then
    stop "Rust 太旧($have),要 $RUST_LEAST 以上:rustup update / Rust is too old"
  fi
}

# need TOOL SENTENCE CHECK…: adds to what is missing when the check fails.
MISSING_TOOLS=""
need() {
  local tool=$1 sentence=$2
  shift 2
  if ! "$@" >/dev/null 2>&1; then
    MISSING_TOOLS="$MISSING_TOOLS $tool"
    say "  缺 / missing: $sentence"
  fi
}

# Installs what `need` found missing.
install_missing() {
  local tool packages="" manager
  manager=$(package_manager)
  for tool in $MISSING_TOOLS; do
    if [ "$tool" = target ]; then
      has rustup || stop "没有 rustup,请自己装上 Rust 的 $WASM 目标 / add the Rust target $WASM"
      rustup target add "$WASM" >&2 || stop "没装上 / rustup could not add $WASM"
    else
      packages="$packages $(packages_of "$tool" "$manager")"
    fi
  done
  case "$packages" in *[!\ ]*) ;; *) return 0 ;; esac
  # Several words on purpose.
  # shellcheck disable=SC2086
  install_packages $packages
}
