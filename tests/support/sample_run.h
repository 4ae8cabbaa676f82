#pragma once

#include "harness/report/result.h"

namespace rehearse::harness::testing {

// A run with one of everything: two scenarios, each verdict, text that XML and terminals dislike.
inline RunResult sample_run() {
  const Finding passed{.step_id = "in",
                       .title = "Sign in.",
                       .guide = "w.1",
                       .verdict = Verdict::pass,
                       .expected = "success",
                       .actual = "signed in",
                       .virtual_time = "2026-05-12T09:00:00Z"};
  const Finding failed{.step_id = "refresh",
                       .title = "Refresh <once>",
                       .guide = "sf.1, sf.2, sf.3",
                       .clause = "RFC 6749 section 6",
                       .verdict = Verdict::fail,
                       .expected = "success",
                       .actual = "a refusal with status 400 & \"words\"",
                       .reason = "token_spent",
                       .why = "It was used.",
                       .consequence = "The connection dies.",
                       .hint = "Keep the newest.",
                       .repeat = "rehearse run rotation --seed 7",
                       .virtual_time = "2026-05-12T10:00:00Z"};
  const Finding warned{.step_id = "warn",
                       .title = "Warn",
                       .verdict = Verdict::warning,
                       .expected = "success",
                       .actual = "a refusal"};
  const Finding skipped{.step_id = "skip",
                        .title = "Skip",
                        .verdict = Verdict::not_run,
                        .expected = "success",
                        .actual = "it needs \"token\", which refresh didn't give"};
  const Finding trouble{.step_id = "target",
                        .title = "Open the target",
                        .verdict = Verdict::error,
                        .trouble = true,
                        .expected = "a target to run on",
                        .actual = "nobody listens (host:443)"};
  RunResult run{"1.2.3", 7, "2026-05-12T09:00:00Z", "mock", "pages"};
  run.scenarios = {{"rotation",
                    "Rotation works",
                    false,
                    {{"pkce", "true"}, {"who", "two of us"}},
                    "rehearse run rotation --seed 7",
                    {passed, failed, warned, skipped},
                    R"({"dropped":0,"exchanges":[{"at":"2026-05-12T09:00:00Z"}]})"},
                   {"canary", "It must fail", true, {}, "rehearse run canary --seed 7", {trouble}}};
  return run;
}

}  // namespace rehearse::harness::testing
