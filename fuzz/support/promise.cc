#include "fuzz/support/promise.h"

#include <cstdio>
#include <cstdlib>

#include "fuzz/support/transcript.h"

namespace rehearse::fuzz {

void broken(std::string_view promise, std::string_view sentence) {
  std::fprintf(stderr, "rehearse-fuzz: broken promise %.*s: %.*s\n", int(promise.size()),
               promise.data(), int(sentence.size()), sentence.data());
  std::fflush(stderr);
  transcript().promise(promise, sentence);
  std::abort();
}

}  // namespace rehearse::fuzz
