#include "fuzz/support/planted.h"

#include <cstdio>
#include <cstdlib>

namespace rehearse::fuzz {
namespace {

Planted read() {
  const char* const name = std::getenv("REHEARSE_PLANTED");
  if (name == nullptr || *name == '\0') return {};
  InstanceOptions options;
  if (!set_mutant(options, name) && !add_client_bug(options, name)) {
    std::fprintf(stderr, "rehearse-fuzz: REHEARSE_PLANTED names no mutant and no bug: %s\n", name);
    std::exit(2);
  }
  return {name, oauth::find_mutant(name).value_or(oauth::Mutant::none), options.client_bugs};
}

}  // namespace

const Planted& planted() {
  static const Planted the_planted = read();
  return the_planted;
}

}  // namespace rehearse::fuzz
