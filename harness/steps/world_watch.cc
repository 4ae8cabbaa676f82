#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

bool fits(const Json& row, const Json& arguments, std::string_view name) {
  const Json* wanted = find_member(arguments, name);
  const Json* value = find_member(row, name);
  return wanted == nullptr || (value != nullptr && *value == *wanted);
}

Observation counted(int64_t found, const Json& arguments, std::string_view what) {
  const int64_t at_least = integer_member(arguments, "at_least").value_or(1);
  const auto exactly = integer_member(arguments, "count");
  Observation seen{.ok = exactly ? found == *exactly : found >= at_least};
  seen.summary = fmt::format("{}: {}", what, found);
  seen.description = seen.summary;
  return seen;
}

Seen expect_journal(Context& context, const Json& arguments) {
  auto read = control(context.target, "GET", "/journal", {{"brief", true}, {"after", 0}});
  if (!read) return read.error();
  const Json* exchanges = find_member(read.value().body, "exchanges");
  if (exchanges == nullptr || !exchanges->is_array()) return refused("there is no journal");
  int64_t found = 0;
  for (const Json& exchange : *exchanges) {
    bool fitting = true;
    for (const char* name : {"reason", "side", "route", "status", "method"}) {
      fitting = fitting && fits(exchange, arguments, name);
    }
    if (fitting) ++found;
  }
  return counted(found, arguments,
                 "exchanges with " + text_argument(arguments, "reason", "that description"));
}

Seen faults_fired(Context& context, const Json& arguments) {
  auto read = control(context.target, "GET", "/faults");
  if (!read) return read.error();
  const Json* listed = find_member(read.value().body, "faults");
  const Json& faults = listed != nullptr ? *listed : read.value().body;
  int64_t fired = 0;
  for (const Json& fault : faults) fired += integer_member(fault, "fired").value_or(0);
  const auto times = integer_member(arguments, "times");
  Observation seen{.ok = times ? fired == *times : fired > 0};
  seen.summary = fmt::format("planned faults fired {} times", fired);
  seen.description = seen.summary;
  return seen;
}

// Looks at every record of the lineage, whatever list it is in: grants, codes, tokens.
int64_t count_rows(const Json& value, const Json& where) {
  int64_t found = 0;
  if (value.is_object()) {
    bool fitting = !where.empty();
    for (const auto& [name, wanted] : where.items()) {
      fitting = fitting && value.contains(name) && value[name] == wanted;
    }
    if (fitting) ++found;
  }
  if (value.is_structured()) {
    for (const Json& member : value) found += count_rows(member, where);
  }
  return found;
}

Seen expect_lineage(Context& context, const Json& arguments) {
  auto read = control(context.target, "GET", "/lineage");
  if (!read) return read.error();
  const Json& where = *find_member(arguments, "where");
  return counted(count_rows(read.value().body, where), arguments,
                 "records with " + dump_json(where));
}

constexpr std::array kJournal{
    Argument{"reason", Kind::text},      Argument{"side", Kind::text},
    Argument{"route", Kind::text},       Argument{"status", Kind::integer},
    Argument{"method", Kind::text},      Argument{"count", Kind::integer},
    Argument{"at_least", Kind::integer},
};
constexpr std::array kFired{Argument{"times", Kind::integer}};
constexpr std::array kLineage{
    Argument{"where", Kind::object, true},
    Argument{"count", Kind::integer},
    Argument{"at_least", Kind::integer},
};
constexpr std::array kVerbs{
    Verb{"journal.expect",
         "Counts the exchanges in the journal that fit.",
         "journal",
         kJournal,
         {},
         expect_journal},
    Verb{"fault.fired", "Says how often planned faults fired.", "faults", kFired, {}, faults_fired},
    Verb{"lineage.expect",
         "Counts the grants, codes and tokens that fit.",
         "journal",
         kLineage,
         {},
         expect_lineage},
};

}  // namespace

std::span<const Verb> watch_verbs() { return kVerbs; }

}  // namespace rehearse::harness
