#pragma once

#include <string>

#include "harness/guide/trail.h"

namespace rehearse::harness {

// What an exchange was, in plain words: "Workato refreshed the connection".
std::string exchange_words(const Trail::Exchange& exchange);
// What came of it: "worked", or the reason's meaning.
std::string outcome_words(const Trail::Exchange& exchange);

}  // namespace rehearse::harness
