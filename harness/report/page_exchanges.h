#pragma once

#include <map>
#include <string>

#include "harness/report/report.h"

namespace rehearse::harness {

// ExchangeRows is a scenario's sequence diagram as HTML: a row an exchange, each a <details> that
// opens request and answer, with notes between the rows where another step begins or time has
// passed.
struct ExchangeRows {
  struct OfStep {
    std::string first{};  // the id of its first row
    size_t count = 0;
  };
  std::string html{};
  size_t shown = 0, left_out = 0;
  std::map<std::string, OfStep, std::less<>> steps{};  // by the step's id
};

// `number` is the scenario's, from 1. Rows that no longer fit into `room` bytes are left out.
ExchangeRows exchange_rows(const Report& report, size_t number, size_t room);

// The id of a step's place in the page: `s1-t3`.
std::string step_anchor(size_t scenario, size_t step);

}  // namespace rehearse::harness
