#!/usr/bin/env bash
# Builds every fuzz target into $OUT with the compiler, flags and engine of a fleet (OSS-Fuzz, ClusterFuzzLite):
# CC, CXX, CFLAGS, CXXFLAGS, LIB_FUZZING_ENGINE, SRC, OUT. Beside each NAME_fuzz lie its seeds and its options.
set -euo pipefail

: "${CC:?}" "${CXX:?}" "${LIB_FUZZING_ENGINE:?}" "${OUT:?}" "${SRC:?}"
source_folder=${REHEARSE_SOURCE:-$SRC/rehearse}
build_folder=${WORK:-$SRC}/rehearse-build
jobs=${REHEARSE_JOBS:-$(nproc)}

# The caller's flags instrument; CMake adds the engine to each target's link line only. Debian's C++ libraries are built
# against libstdc++, so that the fleets' libc++ is left out.
CXXFLAGS=${CXXFLAGS:-}
CXXFLAGS=${CXXFLAGS//-stdlib=libc++/}
cmake -S "$source_folder" -B "$build_folder" -G Ninja \
  -DCMAKE_C_COMPILER="$CC" -DCMAKE_CXX_COMPILER="$CXX" \
  -DCMAKE_C_FLAGS="${CFLAGS:-}" -DCMAKE_CXX_FLAGS="$CXXFLAGS" \
  -DCMAKE_BUILD_RPATH='$ORIGIN/lib' -DCMAKE_EXE_LINKER_FLAGS=-Wl,--disable-new-dtags \
  -DBUILD_TESTING=OFF -DREHEARSE_FUZZ=ON -DREHEARSE_FUZZING_ENGINE="$LIB_FUZZING_ENGINE"
cmake --build "$build_folder" --parallel "$jobs" --target "${REHEARSE_TARGETS:-fuzzers}"

shopt -s nullglob
built=("$build_folder"/fuzz/*_fuzz)
((${#built[@]} > 0)) || { echo "build.sh: no target was built" >&2; exit 1; }
dictionary=$source_folder/fuzz/dict/oauth.dict
# Where the targets run there are no packages: what they are linked with goes along.
mkdir -p "$OUT/lib"
for target in "${built[@]}"; do
  ldd "$target" | sed -n 's/^.* => \(\/[^ ]*\) .*$/\1/p' | grep -v -E '/(ld-linux[^/]*|libc|libm|libpthread|librt|libdl)\.so' |
    xargs -r cp --dereference --update --target-directory="$OUT/lib"
done

for target in "${built[@]}"; do
  name=$(basename "$target" _fuzz)
  cp "$target" "$OUT/"
  corpus=$source_folder/fuzz/corpus/$name
  [[ -d $corpus ]] || { echo "build.sh: $name has no corpus $corpus" >&2; exit 1; }
  rm -f "$OUT/${name}_fuzz_seed_corpus.zip"
  (cd "$corpus" && zip -q -r "$OUT/${name}_fuzz_seed_corpus.zip" .)
  {
    echo "[libfuzzer]"
    echo "max_len = 4096"
    echo "timeout = 25"
    echo "rss_limit_mb = 2048"
    [[ ! -f $dictionary ]] || echo "dict = ${name}_fuzz.dict"
  } >"$OUT/${name}_fuzz.options"
  [[ ! -f $dictionary ]] || cp "$dictionary" "$OUT/${name}_fuzz.dict"
done
