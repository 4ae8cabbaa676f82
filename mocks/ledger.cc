#include "mocks/ledger.h"

#include <fmt/format.h>

#include "mocks/core/text.h"
#include "mocks/ledger_behaviours.h"
#include "mocks/oauth/behaviours.h"
#include "mocks/oauth/behaviours_grants.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/guide_rules.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/behaviours.h"
#include "mocks/salesforce/behaviours_connect.h"
#include "mocks/salesforce/behaviours_data.h"
#include "mocks/salesforce/behaviours_identity.h"
#include "mocks/salesforce/behaviours_metadata.h"
#include "mocks/salesforce/behaviours_metadata_rest.h"
#include "mocks/salesforce/behaviours_soap.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/salesforce/routes.h"
#include "mocks/wire/reasons.h"
#include "mocks/workato/behaviours.h"
#include "mocks/workato/behaviours_api.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"
#include "mocks/workato/routes.h"

namespace rehearse {
namespace {

template <class Table>
void add_reasons(std::vector<const Reason*>& reasons, const Table& table) {
  reasons.insert(reasons.end(), std::begin(table), std::end(table));
}

std::string dial_rule(const oauth::DialInfo& dial) {
  std::string values;
  for (const std::string_view choice : dial.choices) {
    if (!choice.empty()) values += fmt::format("{}{}", values.empty() ? "" : " | ", choice);
  }
  if (!values.empty()) values = fmt::format(" Values: {}.", values);
  return fmt::format("{}{} Default: {}.", dial.meaning, values, dial.standard);
}

template <class Table>
void add_behaviours(std::vector<LedgerRow>& rows, const Table& table) {
  for (const Behaviour& behaviour : table) {
    rows.push_back({LedgerRow::Kind::behaviour, std::string(behaviour.id),
                    std::string(behaviour.rule), behaviour.fidelity});
  }
}

template <class Rows>
void add_routes(std::vector<LedgerRow>& rows, std::string_view side, const Rows& routes) {
  for (const auto& route : routes) {
    rows.push_back({LedgerRow::Kind::route, fmt::format("{}/{}", side, route.name),
                    fmt::format("{} {}", route.method, route.path), route.fidelity});
  }
}

}  // namespace

std::string_view to_text(LedgerRow::Kind kind) {
  switch (kind) {
    case LedgerRow::Kind::reason:
      return "reason";
    case LedgerRow::Kind::dial:
      return "dial";
    case LedgerRow::Kind::behaviour:
      return "behaviour";
    case LedgerRow::Kind::route:
      return "route";
  }
  return "";
}

std::vector<LedgerRow> ledger() {
  std::vector<LedgerRow> rows;
  add_behaviours(rows, kBehaviours);
  add_behaviours(rows, oauth::kBehaviours);
  add_behaviours(rows, oauth::kGrantBehaviours);
  add_behaviours(rows, salesforce::kBehaviours);
  add_behaviours(rows, salesforce::kIdentityBehaviours);
  add_behaviours(rows, salesforce::kSoapBehaviours);
  add_behaviours(rows, salesforce::kConnectBehaviours);
  add_behaviours(rows, salesforce::kMetadataBehaviours);
  add_behaviours(rows, salesforce::kMetadataRestBehaviours);
  add_behaviours(rows, salesforce::kDataBehaviours);
  add_behaviours(rows, workato::kBehaviours);
  add_behaviours(rows, workato::kApiBehaviours);
  for (const oauth::DialInfo& dial : oauth::dial_table()) {
    rows.push_back({LedgerRow::Kind::dial, std::string(dial.name), dial_rule(dial), dial.fidelity});
  }
  for (const Reason* reason : all_reasons()) {
    // What a mistaken client is told to do says nothing about the real one.
    if (reason->name.starts_with("bug_")) continue;
    rows.push_back({LedgerRow::Kind::reason, std::string(reason->name),
                    std::string(reason->meaning), reason->fidelity});
  }
  add_routes(rows, "salesforce", salesforce::routes());
  add_routes(rows, "workato", workato::routes());
  return rows;
}

std::vector<Behaviour> cannot_show() {
  std::vector<Behaviour> gaps(std::begin(kCannotShow), std::end(kCannotShow));
  gaps.insert(gaps.end(), salesforce::kCannotShow.begin(), salesforce::kCannotShow.end());
  gaps.insert(gaps.end(), salesforce::kDataCannotShow.begin(), salesforce::kDataCannotShow.end());
  gaps.insert(gaps.end(), workato::kCannotShow.begin(), workato::kCannotShow.end());
  gaps.insert(gaps.end(), workato::kApiCannotShow.begin(), workato::kApiCannotShow.end());
  return gaps;
}

std::vector<const Reason*> all_reasons() {
  std::vector<const Reason*> reasons;
  add_reasons(reasons, oauth::kReasons);
  add_reasons(reasons, oauth::reason::kGuideReasons);
  add_reasons(reasons, salesforce::kReasons);
  add_reasons(reasons, workato::kReasons);
  add_reasons(reasons, workato::reason::kApiReasons);
  add_reasons(reasons, wire::kReasons);
  return reasons;
}

const Reason* find_reason(std::string_view name) {
  for (const Reason* reason : all_reasons()) {
    if (reason->name == name) return reason;
  }
  return nullptr;
}

std::optional<std::string> nearest_reason(std::string_view name) {
  std::vector<std::string> names;
  for (const Reason* reason : all_reasons()) names.emplace_back(reason->name);
  return nearest(name, names);
}

}  // namespace rehearse
