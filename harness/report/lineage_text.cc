#include "harness/report/lineage_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "harness/report/lineage_words.h"

namespace rehearse::harness {
namespace {

// Branch is one line of the tree and what hangs below it.
struct Branch {
  std::string line{};
  std::vector<Branch> below{};
};

// Names stand in a terminal: nothing in them may move its cursor.
std::string plain(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }, '?');
  return text;
}

void draw(const std::vector<Branch>& branches, const std::string& indent, std::string& out) {
  for (const Branch& branch : branches) {
    const bool last = &branch == &branches.back();
    out += fmt::format("{}{} {}\n", indent, last ? "└─" : "├─", plain(branch.line));
    draw(branch.below, indent + (last ? "   " : "│  "), out);
  }
}

std::string line_of(std::string_view kind, const LineageToken& token) {
  return fmt::format("{} {}: {}", kind, token.id, words_for(token));
}

std::vector<Branch> branches_of(const Lineage& lineage, const LineageGrant& grant) {
  std::vector<Branch> branches;
  if (const LineageCode* code = lineage.code_of(grant))
    branches.push_back({fmt::format("code {}: {}", code->id, words_for(*code)), {}});
  const size_t first = branches.size();
  for (const LineageToken& refresh : grant.refresh)
    branches.push_back({line_of("refresh token", refresh), {}});
  for (const LineageToken& access : grant.access) {
    const auto parent =
        std::find_if(grant.refresh.begin(), grant.refresh.end(),
                     [&](const LineageToken& refresh) { return refresh.id == access.beside; });
    const bool kept = parent != grant.refresh.end();
    const size_t at = first + size_t(parent - grant.refresh.begin());
    (kept ? branches[at].below : branches).push_back({line_of("access token", access), {}});
  }
  return branches;
}

// What was refused: the presentations that left no other trace.
void add_refusals(const LineageGrant& grant, std::vector<Branch>& branches) {
  for (const LineageEvent& event : grant.events) {
    if (event.what != "refused") continue;
    branches.push_back({fmt::format("refused: {}, {}",
                                    words_for((event.refresh_token.empty() ? std::string("code")
                                                                           : event.refresh_token) +
                                                  " presented",
                                              {event.at, event.by, event.how}),
                                    event.reason),
                        {}});
  }
}

}  // namespace

std::string lineage_text(const Lineage& lineage) {
  std::string out;
  for (const LineageGrant& grant : lineage.grants) {
    out += fmt::format("{}; {}\n", plain(heading_of(grant)), plain(ending_of(grant)));
    std::vector<Branch> branches = branches_of(lineage, grant);
    add_refusals(grant, branches);
    draw(branches, "", out);
    out += '\n';
  }
  for (const LineageCode& code : lineage.codes) {
    out += plain(heading_of(code)) + "\n";
    draw({{words_for(code), {}}}, "", out);
    out += '\n';
  }
  if (lineage.empty()) out += "No app has been given anything.\n";
  if (lineage.sessions > 0)
    out += fmt::format("Besides: {} org session{} without an app.\n", lineage.sessions,
                       lineage.sessions == 1 ? "" : "s");
  return out;
}

}  // namespace rehearse::harness
