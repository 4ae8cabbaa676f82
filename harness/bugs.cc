#include "harness/bugs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/driver/mock_stages.h"
#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/mock_vocabulary.h"
#include "harness/resources.h"
#include "harness/scenario/mistake_check.h"
#include "harness/scenario/problem.h"
#include "mocks/core/json.h"
#include "mocks/known_names.h"

namespace rehearse::harness {
namespace {

// One half of the list.
struct Part {
  std::string_view title{};
  std::string_view member{};  // of the JSON
  std::vector<MistakeRow> rows{};
  MistakeVerdict (MistakeCheck::*check)(const MistakeRow&) = nullptr;
};

std::vector<Part> all_parts() {
  return {{"Mistakes of Workato as the client (--bug NAME)", "client_bugs", client_bug_rows(),
           &MistakeCheck::check_client_bug},
          {"Rules that the org can be told to break (--mutant NAME)", "mutants", mutant_rows(),
           &MistakeCheck::check_mutant}};
}

// Leaves the rows of those names, and tells of the names that nothing has.
bool choose(const std::vector<std::string>& names, std::vector<Part>& parts) {
  if (names.empty()) return true;
  std::vector<std::string> known;
  for (const Part& part : parts) {
    for (const MistakeRow& row : part.rows) known.emplace_back(row.name);
  }
  bool all_known = true;
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    fmt::print(stderr, "rehearse bugs: there is no client bug or mutant \"{}\"{}\n", name,
               did_you_mean(name, known));
    all_known = false;
  }
  for (Part& part : parts)
    std::erase_if(part.rows, [&](const MistakeRow& row) {
      return std::find(names.begin(), names.end(), row.name) == names.end();
    });
  return all_known;
}

// What is known of a mistake that was or wasn't put to the test.
using Checked = std::optional<MistakeVerdict>;

void print_row(const MistakeRow& row, const Checked& checked) {
  fmt::print("\n  {}{}\n", row.name, !checked ? "" : checked->killed ? ": killed" : ": SURVIVED");
  const auto line = [](std::string_view label, std::string_view text) {
    fmt::print("    {:<10} {}\n", label, text);
  };
  line("does", row.meaning);
  line(row.reason.empty() ? "rule" : "source", row.clause);
  line("seen", row.seen);
  line("caught by", row.caught_by);
  if (!checked) return;
  if (!checked->killed) {
    line("but", checked->why);
    return;
  }
  line("at", fmt::format("{}: {}", checked->step, checked->actual));
  if (!checked->reason.empty()) line("reason", checked->reason);
}

Json row_json(const MistakeRow& row, const Checked& checked) {
  Json json{{"name", row.name},
            {"meaning", row.meaning},
            {"clause", row.clause},
            {"seen", row.seen},
            {"caught_by", row.caught_by}};
  if (!checked) return json;
  json["killed"] = checked->killed;
  if (checked->killed) {
    json["step"] = checked->step;
    json["actual"] = checked->actual;
    json["reason"] = checked->reason.empty() ? Json(nullptr) : Json(checked->reason);
  } else {
    json["why"] = checked->why;
  }
  return json;
}

// Goes through the rows one by one; `check` is null where only the list is wanted.
int go_through(const std::vector<Part>& parts, MistakeCheck* check, bool as_json) {
  const Interrupt interrupt;
  Json all = Json::object();
  size_t mistakes = 0, survivors = 0;
  for (const Part& part : parts) {
    Json rows = Json::array();
    if (!as_json && !part.rows.empty()) fmt::print("{}{}\n", mistakes == 0 ? "" : "\n", part.title);
    for (const MistakeRow& row : part.rows) {
      if (interrupt.requested()) return kInterrupted;
      Checked checked;
      if (check != nullptr) checked = (check->*part.check)(row);
      ++mistakes;
      if (checked && !checked->killed) ++survivors;
      if (as_json) {
        rows.push_back(row_json(row, checked));
      } else {
        print_row(row, checked);
        std::fflush(stdout);
      }
    }
    all[std::string(part.member)] = std::move(rows);
  }
  if (as_json) {
    fmt::print("{}\n", dump_json(all, 2));
  } else if (check != nullptr) {
    fmt::print("\n{} {}: {} killed, {} survived\n", mistakes,
               mistakes == 1 ? "mistake" : "mistakes", mistakes - survivors, survivors);
  }
  return survivors == 0 ? kAllPassed : kCheckFailed;
}

}  // namespace

int bugs(const BugsOptions& options) {
  std::vector<Part> parts = all_parts();
  if (!choose(options.names, parts)) return kBadUsage;
  if (options.list) return go_through(parts, nullptr, options.json);
  auto resources = load_resources(options.root);
  if (!resources) {
    for (const std::string& error : resources.error())
      fmt::print(stderr, "rehearse bugs: {}\n", error);
    return kBadUsage;
  }
  const Vocabulary vocabulary = mock_vocabulary(resources.value().guide);
  const Library library(resources.value().root);
  MistakeCheck check(vocabulary, resources.value().schema, library, mock_targets);
  return go_through(parts, &check, options.json);
}

}  // namespace rehearse::harness
