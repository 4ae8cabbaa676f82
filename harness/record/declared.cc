#include "harness/record/declared.h"

#include <fmt/format.h>

#include <set>

#include "harness/record/reference_text.h"
#include "harness/scenario/member_reader.h"
#include "mocks/core/text.h"
#include "mocks/core/time.h"

namespace rehearse::harness {
namespace {

using Need = MemberReader::Need;

constexpr size_t kDateLength = 10;  // 2026-05-12

void check_date(const std::string& date, const std::string& path, Problems& problems) {
  if (date.empty() || (date.size() == kDateLength && parse_time(date))) return;
  problems.add(path, fmt::format("\"{}\" is no date such as 2026-05-12", date));
}

DeclaredDifference read_entry(const Json& json, const std::string& path, Problems& problems) {
  DeclaredDifference entry;
  MemberReader reader(json, path, "a declared difference", problems);
  entry.id = reader.text("id", Need::required);
  entry.scenario = reader.text("scenario", Need::required);
  entry.step = reader.text("step", Need::required);
  entry.where = reader.text("where", Need::required);
  entry.recorded = reader.text_if_given("recorded").value_or("");
  entry.mock = reader.text_if_given("mock").value_or("");
  entry.reason = reader.text("reason", Need::required);
  entry.date = reader.text("date", Need::required);
  entry.until = reader.text_if_given("until").value_or("");
  reader.refuse_others();
  check_date(entry.date, reader.path_of("date"), problems);
  check_date(entry.until, reader.path_of("until"), problems);
  return entry;
}

bool covers(const DeclaredDifference& entry, const Difference& difference) {
  const auto fits = [](const std::string& wanted, const std::string& seen) {
    return wanted.empty() || without_numbers(wanted) == without_numbers(seen);
  };
  return entry.step == difference.step && entry.where == difference.where &&
         fits(entry.recorded, difference.recorded) && fits(entry.mock, difference.mock);
}

}  // namespace

Result<DeclaredDifferences, std::string> DeclaredDifferences::read(std::string_view text,
                                                                   const std::string& shown) {
  const auto file = parse_json(text);
  if (!file) return fmt::format("{}: {}", shown, file.error());
  if (!file.value().is_array())
    return fmt::format("{}:1: $: the ledger must be a list of entries, not {}", shown,
                       kind_of(file.value()));
  const Lines lines(text);
  Problems problems(shown, lines);
  DeclaredDifferences ledger;
  ledger.shown_ = shown;
  std::set<std::string> ids;
  for (size_t i = 0; i < file.value().size(); ++i) {
    const Json& json = file.value()[i];
    const std::string path = element_path("$", i);
    if (!json.is_object()) {
      problems.add(path, fmt::format("an entry must be an object, not {}", kind_of(json)));
      continue;
    }
    DeclaredDifference entry = read_entry(json, path, problems);
    entry.line = lines.line_of(path);
    if (!ids.insert(entry.id).second)
      problems.add(member_path(path, "id"),
                   fmt::format("there is an entry \"{}\" already", entry.id));
    ledger.entries_.push_back({.declared = std::move(entry)});
  }
  if (problems.empty()) return ledger;
  std::vector<std::string> sentences;
  for (const Problem& problem : problems.in_order()) sentences.push_back(to_text(problem));
  return join(sentences, "\n");
}

void DeclaredDifferences::mark(const RecordingMeta& meta, std::vector<Difference>& differences) {
  for (Entry& entry : entries_) {
    if (entry.declared.scenario != meta.scenario) continue;
    entry.compared = true;
    // Dates written so are in the order of their text.
    if (!entry.declared.until.empty() && entry.declared.until < meta.date) {
      entry.over_on = meta.date;
      continue;
    }
    for (Difference& difference : differences) {
      if (!difference.declared.empty() || !covers(entry.declared, difference)) continue;
      difference.declared = entry.declared.id;
      entry.used = true;
    }
  }
}

std::vector<std::string> DeclaredDifferences::stale() const {
  std::vector<std::string> sentences;
  for (const Entry& entry : entries_) {
    const DeclaredDifference& declared = entry.declared;
    if (!entry.over_on.empty()) {
      sentences.push_back(fmt::format(
          "{}:{}: \"{}\" was declared until {}, and the recording is of {}: look at it again",
          shown_, declared.line, declared.id, declared.until, entry.over_on));
    } else if (entry.compared && !entry.used) {
      sentences.push_back(
          fmt::format("{}:{}: \"{}\" is declared, but {} shows no such difference: remove it",
                      shown_, declared.line, declared.id, declared.scenario));
    }
  }
  return sentences;
}

const DeclaredDifference* DeclaredDifferences::find(std::string_view id) const {
  for (const Entry& entry : entries_) {
    if (entry.declared.id == id) return &entry.declared;
  }
  return nullptr;
}

}  // namespace rehearse::harness
