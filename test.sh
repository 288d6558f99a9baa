#!/usr/bin/env bash
# Runs every test, after installing what they need and the machine lacks (Debian and Ubuntu; elsewhere it says what to install).
# ./test.sh [--no-build] [more arguments of dotnet test]
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Profiling a process to compile it better later is a fifth of the CPU of processes that end soon.
export DOTNET_TieredPGO=0
configuration=${CONFIGURATION:-Debug}

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
font() { [ -n "$(fc-list "$1" 2>/dev/null)" ] || missing+=("$2"); }
font :lang=ja fonts-noto-cjk
font 'Noto Color Emoji' fonts-noto-color-emoji
font 'Liberation Mono' fonts-liberation # Pages are drawn with it on the kept pictures.
ldconfig -p 2>/dev/null | grep -qE 'libmongoc-1\.0\.so|libmongoc2\.so' || missing+=(libmongoc-1.0-0)
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "The tests need: ${missing[*]}. Install them with this system's package manager and run ./test.sh again." >&2
    exit 1
  fi
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "== installing ${missing[*]}"
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "Could not install ${missing[*]}." >&2
    exit 1
  }
fi

if [ -f Bot.Tests/package.json ] && ! cmp -s Bot.Tests/package-lock.json Bot.Tests/node_modules/.installed; then
  command -v npm >/dev/null || { echo "The tests need Node.js 20 or newer with npm." >&2; exit 1; }
  echo "== installing the npm packages of the tests"
  npm ci --prefix Bot.Tests --no-audit --no-fund --silent && cp Bot.Tests/package-lock.json Bot.Tests/node_modules/.installed || exit 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test BotApp.sln -c "$configuration" --logger trx --results-directory "$results" "$@"
status=$?

# The figures come from the result files, so that they are right whatever the runner prints.
passed=0 failed=0 skipped=0
for file in "$results"/*.trx; do
  [ -e "$file" ] || continue
  counters=$(grep -o '<Counters [^>]*>' "$file")
  count() { echo "$counters" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'; }
  total=$(count total) executed=$(count executed)
  passed=$((passed + $(count passed)))
  failed=$((failed + executed - $(count passed)))
  skipped=$((skipped + total - executed))
done
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ $((passed + failed)) -gt 0 ] || { echo "No test ran." >&2; failed=1; }
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
