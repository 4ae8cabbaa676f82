#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/report/result.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

// words are what console and reports have in common when they tell of a result.

std::string_view sign_of(Verdict verdict);  // ✓, ✗, !, i, -

// 1204311 becomes `1,204,311`.
std::string grouped(uint64_t number);
// `1 step`, `12 steps`.
std::string counted(uint64_t number, std::string_view one, std::string_view many);
// `47 passed, 1 note`: what there is none of is left out, but for what passed.
std::string in_words(const Tally& counts);

// How long something lasts, in its two largest units: `28 days`, `1 day 3 hours`, `250 ms`.
std::string lasting(Duration duration);
// `2026-05-12 09:00:00 UTC`
std::string in_utc(TimePoint instant);

// `rotation pkce=true`
std::string name_with_variant(const ScenarioResult& scenario);
// The number of the guide's step that a finding belongs to: `sf.11` for its bullets as well, whose
// titles say which.
std::string guide_mark(const std::string& guide);

// True for what failed or met trouble.
bool is_broken(Verdict verdict);
// True if the scenario failed, met trouble, or nothing of it ran.
bool is_broken(const ScenarioResult& scenario);
size_t broken_scenarios(const RunResult& run);

}  // namespace rehearse::harness
