#pragma once

#include <array>
#include <string_view>

namespace rehearse::harness {

// ConnectionOutcome is one word for what became of a connection, as `workato.outcome` finds it by
// trying, and its meaning for people.
struct ConnectionOutcome {
  std::string_view word{};
  std::string_view meaning{};
};

namespace outcome {
inline constexpr std::string_view lives = "lives";
inline constexpr std::string_view lives_after_failed_job = "lives_after_failed_job";
inline constexpr std::string_view waits = "waits";
inline constexpr std::string_view unnoticed = "unnoticed";
inline constexpr std::string_view lost = "lost";
}  // namespace outcome

inline constexpr std::array kOutcomes{
    ConnectionOutcome{outcome::lives,
                      "every job has worked, and the next two refreshes and jobs work as well"},
    ConnectionOutcome{outcome::lives_after_failed_job,
                      "at least one job has failed; the next two refreshes and jobs work, and "
                      "nobody had to do anything"},
    ConnectionOutcome{outcome::waits,
                      "jobs fail, but the tokens are kept and the org has not called them dead: "
                      "once the cause is gone the connection goes on"},
    ConnectionOutcome{outcome::unnoticed,
                      "the org has called the refresh token dead, and the client still counts as "
                      "connected and asks again with every job"},
    ConnectionOutcome{outcome::lost,
                      "the client has given the connection up: a person has to authorize it again"},
};

}  // namespace rehearse::harness
