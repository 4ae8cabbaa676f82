#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

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
  Observation seen = counted(
      found, arguments, "exchanges with " + text_argument(arguments, "reason", "that description"));
  if (!seen.ok) seen.reason = newest_slip(context.target, 0);
  return seen;
}

// The values of a parameter in the requests that went to a route.
std::vector<std::string> parameters_sent(const Json& journal, const Json& arguments,
                                         const std::string& name) {
  std::vector<std::string> values;
  const auto grant = string_member(arguments, "grant_type");
  const Json* exchanges = find_member(journal, "exchanges");
  if (exchanges == nullptr) return values;
  for (const Json& exchange : *exchanges) {
    if (!fits(exchange, arguments, "route")) continue;
    std::vector<std::string> here;
    bool right_grant = !grant;
    for (const char* part : {"query", "form"}) {
      const Json* fields = find_member(exchange, part);
      if (fields == nullptr) continue;
      for (const Json& field : *fields) {
        const std::string value = string_member(field, "value").value_or("");
        if (string_member(field, "name") == name) here.push_back(value);
        if (string_member(field, "name") == "grant_type") right_grant |= value == grant;
      }
    }
    if (right_grant) values.insert(values.end(), here.begin(), here.end());
  }
  return values;
}

Seen expect_parameters(Context& context, const Json& arguments) {
  const auto read = control(context.target, "GET", "/journal");
  if (!read) return read.error();
  Observation seen{.ok = true};
  if (const auto absent = string_member(arguments, "absent")) {
    const size_t found = parameters_sent(read.value().body, arguments, *absent).size();
    seen.ok = found == 0;
    seen.summary = fmt::format("requests with {}: {}", *absent, found);
  }
  if (const auto distinct = string_member(arguments, "distinct")) {
    const auto values = parameters_sent(read.value().body, arguments, *distinct);
    const size_t different = std::set<std::string>(values.begin(), values.end()).size();
    seen.ok = seen.ok && different == values.size() && values.size() > 1;
    seen.summary +=
        fmt::format("{}{} was sent {} times, {} of them different",
                    seen.summary.empty() ? "" : "; ", *distinct, values.size(), different);
  }
  if (seen.summary.empty()) return refused("name a parameter: absent or distinct");
  seen.description = seen.summary;
  if (!seen.ok) seen.reason = newest_slip(context.target, 0);
  return seen;
}

Seen expect_mail(Context& context, const Json& arguments) {
  const auto read = control(context.target, "GET", "/mailbox");
  if (!read) return read.error();
  int64_t found = 0;
  for (const Json& message : read.value().body) {
    if (fits(message, arguments, "to") && fits(message, arguments, "subject")) ++found;
  }
  return counted(found, arguments, "messages " + text_argument(arguments, "subject"));
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
constexpr std::array kParameters{
    Argument{"route", Kind::text, true},
    Argument{"grant_type", Kind::text},
    Argument{"absent", Kind::text},
    Argument{"distinct", Kind::text},
};
constexpr std::array kMail{
    Argument{"to", Kind::text},
    Argument{"subject", Kind::text},
    Argument{"count", Kind::integer},
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
         expect_journal,
         true},
    Verb{"journal.parameters",
         "Looks at a parameter of the requests to a route: absent, or different in each.",
         "journal",
         kParameters,
         {},
         expect_parameters,
         true},
    Verb{"mailbox.expect",
         "Counts the messages that the org and the workspace sent.",
         "mailbox",
         kMail,
         {},
         expect_mail,
         true},
    Verb{"fault.fired",
         "Says how often planned faults fired.",
         "faults",
         kFired,
         {},
         faults_fired,
         true},
    Verb{"lineage.expect",
         "Counts the grants, codes and tokens that fit.",
         "journal",
         kLineage,
         {},
         expect_lineage,
         true},
};

}  // namespace

std::span<const Verb> watch_verbs() { return kVerbs; }

}  // namespace rehearse::harness
