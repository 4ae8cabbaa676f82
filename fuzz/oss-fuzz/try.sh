#!/usr/bin/env bash
# Tries build.sh with the local clang++ and libFuzzer, and runs each target it made for a few inputs.
# Usage: try.sh [NAME…]  (targets; none: all)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
targets=()
for name in "$@"; do
  [[ -f $root/fuzz/${name}_fuzz.cc ]] || { echo "try.sh: there is no target $name" >&2; exit 2; }
  targets+=("${name}_fuzz")
done
for tool in clang clang++ cmake ninja zip unzip; do
  command -v "$tool" >/dev/null || { echo "try.sh: $tool is missing; install it" >&2; exit 3; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/out" "$work/build"
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

# One name to build; several go one after the other into one build folder.
flags="-O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fsanitize=fuzzer-no-link"
for target in "${targets[@]:-fuzzers}"; do
  CC=clang CXX=clang++ CFLAGS=$flags CXXFLAGS=$flags LIB_FUZZING_ENGINE="-fsanitize=fuzzer" \
    SRC=$root OUT=$work/out WORK=$work/build REHEARSE_SOURCE=$root REHEARSE_TARGETS=$target \
    REHEARSE_JOBS=${REHEARSE_JOBS:-2} "$root/fuzz/oss-fuzz/build.sh" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
done

count=0
for target in "$work"/out/*_fuzz; do
  name=$(basename "$target")
  mkdir "$work/corpus"
  (cd "$work/corpus" && unzip -q "$work/out/${name}_seed_corpus.zip")
  "$root/fuzz/smoke.sh" "$target" "$work/corpus" "$work/out/$name.dict"
  rm -r "$work/corpus"
  count=$((count + 1))
done
echo "try.sh: $count targets built and run"
