#pragma once

#include <string>
#include <string_view>

#include "harness/fuzz/probe_run.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// Why a difference at that probe matters, a sentence.
std::string_view why_it_matters(const Probe& probe);

// "token/code/code/m03: `code`: repeated, same value. The server: …; the mock: …; …"
std::string difference_text(const ProbeRow& row);

// What is printed at the end: counts, and the differences; of those that are alike the first is
// told and the others counted. At most `most_shown` are told.
std::string probe_summary(const ProbeResult& result, size_t most_shown);

// probe.json: every probe with what both servers made of it. No value that a server made is in it.
Json probe_json(const ProbeResult& result, std::string_view version);
// junit.xml: a suite for each endpoint, a case for each probe; differences are failures.
std::string probe_junit(const ProbeResult& result, std::string_view version);

}  // namespace rehearse::harness
