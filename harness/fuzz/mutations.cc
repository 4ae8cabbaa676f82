#include "harness/fuzz/mutations.h"

namespace rehearse::harness {

std::string Encoded::text() const {
  std::string text;
  for (size_t at = 0; at < pairs.size(); ++at) {
    if (at != 0) text += separator;
    text += pairs[at].name;
    if (pairs[at].has_equals) text += '=';
    text += pairs[at].value;
  }
  return text;
}

}  // namespace rehearse::harness
