#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "harness/guide/coach.h"
#include "harness/guide/health.h"
#include "harness/guide/what_if.h"

namespace rehearse::harness {

// CodeCount is how often the org asked for a one-time password, sent it again on request, and was
// given a wrong one.
struct CodeCount {
  uint64_t asked = 0, resent = 0, taken = 0, wrong = 0;
};
CodeCount count_codes(const Trail& trail);

// Certificate is what a person takes away from the rehearsal: what was done, how it stands, and
// what to enter in the real org. It holds no key and no secret: those of the mock are of no use
// there.
struct Certificate {
  std::string title{};
  bool finished = false;
  size_t done = 0, of = 0;
  std::string codes{}, health{};     // a sentence each
  std::vector<Remark> remarks{};     // what is left that is not as the guide has it
  std::vector<std::string> lives{};  // how long the connection lives: a sentence a usage
  // Where (a page of the real org or of Workato), the field's label, what to enter.
  struct Entry {
    std::string place{}, label{}, value{};
  };
  std::vector<Entry> to_copy{};
};

Certificate certificate_of(const Snapshot& snapshot, const Advice& advice, const WhatIf& what_if);
// As Markdown.
std::string certificate_text(const Certificate& certificate);
// One line for a terminal.
std::string summary_line(const Certificate& certificate);

}  // namespace rehearse::harness
