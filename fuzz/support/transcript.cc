#include "fuzz/support/transcript.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace rehearse::fuzz {

Transcript::Transcript() {
  const char* const path = std::getenv("REHEARSE_TRANSCRIPT");
  if (path == nullptr || *path == '\0') return;
  path_ = path;
  file_ = std::fopen(path, "w");
  if (file_ != nullptr) return;
  std::fprintf(stderr, "rehearse-fuzz: cannot write REHEARSE_TRANSCRIPT: %s\n", path);
  std::exit(2);
}

void Transcript::begin() {
  if (is_on()) file_ = std::freopen(path_.c_str(), "w", file_);
}

void Transcript::line(const Json& what) {
  const std::string text = dump_json(what) + "\n";
  std::fputs(text.c_str(), file_);
  std::fflush(file_);
}

void Transcript::promise(std::string_view promise, std::string_view text) {
  if (is_on())
    line({{"do", "promise"}, {"promise", std::string(promise)}, {"text", std::string(text)}});
}

Transcript& transcript() {
  static Transcript the_transcript;
  return the_transcript;
}

}  // namespace rehearse::fuzz
