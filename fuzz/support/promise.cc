#include "fuzz/support/promise.h"

#include <cstdio>
#include <cstdlib>

#include "fuzz/support/planted.h"
#include "fuzz/support/transcript.h"

namespace rehearse::fuzz {
namespace {

// Every target has promises: REHEARSE_PLANTED with an unknown name ends it before the first input,
// although it may plant nothing.
[[maybe_unused]] const Planted& known_at_start = planted();

}  // namespace

void broken(std::string_view promise, std::string_view sentence) {
  std::fprintf(stderr, "rehearse-fuzz: broken promise %.*s: %.*s\n", int(promise.size()),
               promise.data(), int(sentence.size()), sentence.data());
  std::fflush(stderr);
  transcript().promise(promise, sentence);
  std::abort();
}

}  // namespace rehearse::fuzz
