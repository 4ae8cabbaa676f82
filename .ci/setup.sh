# What ./rehearse and ./check share: packages, and a build that follows the sources. Sourced, not run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages=(g++ cmake ninja-build pkg-config ccache libcpp-httplib-dev nlohmann-json3-dev libssl-dev
  libcli11-dev libfmt-dev libcurl4-openssl-dev libpugixml-dev libvalijson-dev libkainjow-mustache-dev
  liboath-dev libzip-dev ca-certificates)
check_packages=(clang lld libclang-rt-14-dev clang-format libgtest-dev libgmock-dev libbenchmark-dev curl openssl
  python3 chromium chromium-driver tinyproxy-bin)
# `./rehearse fuzz` builds with clang++; CMake asks for what the tests need as well.
fuzz_packages=(clang lld libclang-rt-14-dev libgtest-dev libgmock-dev libbenchmark-dev)
# `./rehearse run --driver browser` shows the pages in a Chromium.
browser_packages=(chromium chromium-driver)
# npm installs the clients that the mock org is tested with, Node.js 22 among them: any npm will do.
command -v npm >/dev/null || check_packages+=(npm)

say() { printf '%s\n' "$*" >&2; }

# ensure_packages PACKAGE…: installs what is missing, as root or with sudo; else prints the line to run.
ensure_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null || {
    say "rehearse: this is not a Debian system; install the packages of .ci/setup.sh in your system's way and build with: cmake --preset release && cmake --build --preset release"
    return 3
  }
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return 0
  local run=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      say "rehearse: packages are missing; run this once as root, then start again:"
      say "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
      return 3
    fi
    run=(sudo)
  fi
  say "rehearse: installing ${missing[*]}"
  "${run[@]}" apt-get update -q >&2 &&
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 || {
    say "rehearse: apt-get failed; mend that and start again"
    return 3
  }
}

# build PRESET [TARGET…]: configures once and builds what changed. Compiler output goes to stderr.
build() {
  local preset=$1 log
  shift
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
  log=$(mktemp)
  [[ -f $root/build/$preset/build.ninja ]] ||
    (cd "$root" && cmake --preset "$preset") >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 3; }
  if [[ -t 2 || -n ${CI:-} ]]; then
    (cd "$root" && cmake --build "build/$preset" ${1:+--target "$@"}) >&2 || { rm -f "$log"; return 3; }
  else
    (cd "$root" && cmake --build "build/$preset" ${1:+--target "$@"}) >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 3; }
  fi
  rm -f "$log"
}
