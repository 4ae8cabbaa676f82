// A fuzz target that breaks on what begins with "break", to test the main that replays corpora.
// "break segment" writes where nothing is, anything else aborts.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!text.starts_with("break")) return 0;
  if (text == "break segment") *reinterpret_cast<volatile char*>(size) = 1;
  std::abort();
}
