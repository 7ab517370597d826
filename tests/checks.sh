#!/usr/bin/env bash
# Fast checks that no compiler makes: layers, sizes, where the platform may show, words that stay out.
# Prints every violation and exits 1 when there is one.
set -u
cd "$(dirname "$0")/.."
FAILED=0

complain() { printf '✗ %s\n' "$1"; FAILED=1; }

# grep_out SENTENCE PATTERN PATH…: no tracked or new file under the paths may match.
files_under() { git ls-files --cached --others --exclude-standard -- "$@"; }
grep_out() {
  local sentence=$1 pattern=$2 found
  shift 2
  found=$(files_under "$@" | while IFS= read -r file; do [ -f "$file" ] && grep -HnE "$pattern" "$file"; done)
  if [ -n "$found" ]; then
    complain "$sentence"
    printf '%s\n' "$found" | head -20
  fi
}

# Direct dependencies of our crates on each other, tests' own included: who may know whom.
check_layers() {
  cargo metadata --locked --no-deps --format-version 1 >target/layers.json || { complain "cargo metadata fails"; return; }
  node - target/layers.json <<'JS' || FAILED=1
const allowed = {
  domain: [],
  protocol: ['domain'],
  ledger: ['domain'],
  register: ['domain'],
  'demo-town': ['domain'],
  client: ['protocol', 'domain', 'ledger'],
  tiejiaoban: ['client', 'domain'],
  'sync-server': ['protocol', 'domain', 'ledger', 'register', 'demo-town'],
  'web-build': [],
  stories: ['domain', 'protocol', 'client', 'sync-server', 'demo-town', 'ledger', 'register'],
};
const crates = {
  rusqlite: ['client', 'sync-server', 'stories:dev'],
  'sqlite-wasm-rs': ['client'],
  reqwest: ['client', 'stories', 'sync-server:dev'],
  dioxus: ['tiejiaoban'],
  axum: ['sync-server'],
};
const { packages } = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const ours = new Set(packages.map((one) => one.name));
let bad = 0;
const complain = (sentence) => { console.log(`✗ ${sentence}`); bad = 1; };
for (const { name, dependencies } of packages) {
  if (!allowed[name]) complain(`${name} has no layer: add it to tests/checks.sh and ARCHITECTURE.md`);
  for (const { name: other, kind } of dependencies) {
    if (ours.has(other) && other !== name && !(allowed[name] || []).includes(other)) complain(`${name} must not know ${other}`);
    const users = crates[other];
    if (users && !users.includes(name) && !users.includes(`${name}:${kind}`)) complain(`${name} must not use ${other}`);
  }
}
process.exit(bad);
JS
}

check_sizes() {
  local file lines
  while IFS= read -r file; do
    [ -f "$file" ] || continue
    lines=$(wc -l <"$file")
    [ "$lines" -le 400 ] || complain "$file has $lines lines, 400 at most: split it by what it does"
  done < <(files_under '*.rs' '*.css' '*.mjs' '*.js')
}

check_platforms() {
  local found
  found=$(files_under '*.rs' | grep -vE '^(client/src/host/|client/src/host\.rs$|app/platform/|app/platform\.rs$)' |
    while IFS= read -r file; do [ -f "$file" ] && grep -Hn 'target_arch' "$file"; done)
  if [ -n "$found" ]; then
    complain "target_arch belongs in client/src/host/ and app/platform/ only:"
    printf '%s\n' "$found" | head -20
  fi
}

# The tables of docs/security/ and docs/dignity.md name the tests that hold them: each of these files must be there.
check_tables() {
  local name
  while IFS= read -r name; do
    [ -f "$name" ] || complain "docs/ names $name, which is not there"
  done < <(grep -ohE '`[a-z-]+/[A-Za-z0-9_./-]+\.(rs|mjs|sh|md|toml)`' docs/security/*.md docs/dignity.md | tr -d '`' | sort -u)
}

mkdir -p target
check_layers
check_sizes
check_platforms
check_tables
grep_out "words of control stay out of this app:" '打卡|签到|积分|排名|在线时长' assets app client domain
grep_out "nobody is flagged or counted by these:" '民族|宗教' assets app client domain
grep_out "nobody is followed:" 'watchPosition|watch_position' assets app client
grep_out "unfinished work:" 'TODO|FIXME|todo!\(|unimplemented!\(' '*.rs' '*.css' '*.mjs' '*.js' '*.html' '*.ftl'

if [ "$FAILED" = 0 ]; then echo "layers, sizes, platforms, words: all in order"; fi
exit "$FAILED"
