#include "harness/report/lineage_words.h"

#include <fmt/format.h>

#include <vector>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string shown(const std::optional<TimePoint>& at) {
  return at ? format_time(*at) : std::string("at an unknown time");
}

// Half sentences, those that say nothing left out.
std::string together(std::vector<std::string> parts) {
  std::erase_if(parts, [](const std::string& part) { return part.empty(); });
  return join(parts, "; ");
}

std::string issued(const std::optional<TimePoint>& at, const std::string& to) {
  if (!at) return {};
  return fmt::format("issued {}{}", format_time(*at), to.empty() ? "" : " to " + to);
}

std::string retired(const LineageToken& token) {
  if (token.retired_at) return "retired " + format_time(*token.retired_at);
  return token.retired_by ? "retired by " + format_time(*token.retired_by) : "";
}

}  // namespace

std::string words_for(std::string_view what, const Presentation& presented) {
  if (!presented.at) return {};
  std::string text = fmt::format("{} {}", what, format_time(*presented.at));
  if (!presented.by.empty()) text += " by " + presented.by;
  if (!presented.how.empty() && presented.how != "use") text += fmt::format(" ({})", presented.how);
  return text;
}

std::string words_for(const LineageCode& code) {
  const std::string replays =
      code.replays == 0
          ? std::string()
          : fmt::format("presented again {}{}",
                        code.replays == 1 ? "once" : fmt::format("{} times", code.replays),
                        words_for(", last", code.replayed));
  const bool redeemed = !code.grant.empty();
  return together({issued(code.issued_at, {}),
                   words_for(redeemed ? "redeemed" : "spent", code.spent), replays,
                   code.ended.empty() ? "" : "ended: " + code.ended});
}

std::string words_for(const LineageToken& token) {
  std::string ended;
  if (!token.ended.empty()) ended = fmt::format("ended {}: {}", shown(token.ended_at), token.ended);
  return together({issued(token.issued_at, token.issued_to),
                   words_for(token.is_refresh ? "last presented" : "last used", token.used),
                   retired(token), ended});
}

std::string ending_of(const LineageGrant& grant) {
  if (grant.ended.empty()) return "lives";
  std::string text = fmt::format("ended {}: {}", shown(grant.ended_at), grant.ended);
  if (grant.ended_by.empty()) return text;
  text += fmt::format("; by presenting {}", grant.ended_by);
  if (!grant.ending.by.empty()) text += " from " + grant.ending.by;
  if (!grant.ending.how.empty()) text += fmt::format(" ({})", grant.ending.how);
  return text;
}

std::string heading_of(const LineageGrant& grant) {
  return fmt::format("{}: {} for {}{}", grant.id, grant.app, grant.user,
                     grant.flow.empty() ? "" : ", by " + grant.flow);
}

std::string heading_of(const LineageCode& code) {
  return fmt::format("{}: {} for {}, a code that became no grant", code.id, code.app, code.user);
}

}  // namespace rehearse::harness
