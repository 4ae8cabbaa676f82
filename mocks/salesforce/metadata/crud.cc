#include <fmt/format.h>

#include <algorithm>

#include "mocks/salesforce/metadata/staging.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

SaveOutcome failed(std::string_view full_name, std::string_view code, std::string message,
                   const Reason& reason) {
  SaveOutcome outcome;
  outcome.full_name = full_name;
  outcome.status_code = code;
  outcome.message = std::move(message);
  outcome.reason = &reason;
  return outcome;
}

// The API's code for a reason; most have no better one than the last.
std::string_view code_of(const Reason* reason) {
  if (reason == &reason::component_cross_reference) return "INVALID_CROSS_REFERENCE_KEY";
  if (reason == &reason::component_to_delete_unknown) return "INVALID_CROSS_REFERENCE_KEY";
  if (reason == &reason::component_required) return "REQUIRED_FIELD_MISSING";
  if (reason == &reason::component_text_length) return "STRING_TOO_LONG";
  if (reason == &reason::component_enum) return "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST";
  if (reason == &reason::component_second || reason == &reason::consumer_key_taken)
    return "DUPLICATE_VALUE";
  if (reason == &reason::api_name_taken || reason == &reason::component_of_another_app)
    return "DUPLICATE_DEVELOPER_NAME";
  return "FIELD_INTEGRITY_EXCEPTION";
}

SaveOutcome outcome_of(const ComponentChange& change) {
  SaveOutcome outcome;
  outcome.full_name = change.name;
  outcome.success = !change.failed();
  outcome.created = change.created;
  if (outcome.success) return outcome;
  const ComponentProblem& problem = change.problems.front();
  outcome.status_code = code_of(problem.reason);
  outcome.message = problem.text;
  outcome.reason = problem.reason;
  if (!problem.field.empty()) outcome.fields.push_back(problem.field);
  return outcome;
}

// What an operation needs before it looks at the component itself.
std::optional<SaveOutcome> refusal(Org::Transaction& tx, const MetadataType* type,
                                   std::string_view type_name, std::string_view full_name,
                                   const MetadataActor& actor) {
  if (const Reason* why = metadata_refusal(tx, actor.user))
    return failed(full_name, kInsufficientAccess, std::string(kMetadataNotPermitted), *why);
  if (type != nullptr && type->since <= actor.api_version) return std::nullopt;
  return failed(full_name, "INVALID_TYPE", fmt::format("Unknown type:{}", type_name),
                reason::metadata_type_unknown);
}

bool exists(Org::Transaction& tx, const MetadataType& type, std::string_view full_name) {
  return !type.part || owner_of(tx.apps(), *type.part, full_name) != nullptr;
}

// In these calls a member of Settings goes by the name of its own type too.
const MetadataType* find_called(std::string_view type, std::string_view full_name) {
  for (const MetadataType& row : all_types()) {
    if (!row.part && row.name == type && row.member == full_name) return &row;
  }
  return find_type(type, full_name);
}

SaveOutcome save(Staging& staging, Org::Transaction& tx, std::string_view type,
                 const XmlElement& component, SaveVerb verb, const MetadataActor& actor) {
  ComponentChange change;
  change.name = component.text_of("fullName");
  change.type = find_called(type, change.name);
  if (auto refused = refusal(tx, change.type, type, change.name, actor)) return *refused;
  if (change.name.empty()) {
    return failed("", "REQUIRED_FIELD_MISSING", "Required field is missing: fullName",
                  reason::component_required);
  }
  const bool is_there = exists(tx, *change.type, change.name);
  if (verb == SaveVerb::create && is_there) {
    return failed(change.name, "DUPLICATE_DEVELOPER_NAME",
                  fmt::format("This {} already exists or has been previously used: {}",
                              change.type->name, change.name),
                  reason::component_exists);
  }
  if (verb == SaveVerb::update && !is_there) {
    return failed(change.name, "INVALID_CROSS_REFERENCE_KEY",
                  fmt::format("no {} named {} found", change.type->name, change.name),
                  reason::component_unknown);
  }
  auto content = check_component(*change.type, component, actor.api_version);
  if (!content) {
    change.problems.push_back(content.error());
    return outcome_of(change);
  }
  change.content = std::move(content).value();
  staging.deploy({&change});
  return outcome_of(change);
}

SaveOutcome remove(Staging& staging, Org::Transaction& tx, std::string_view type,
                   std::string_view full_name, const MetadataActor& actor) {
  ComponentChange change;
  change.type = find_called(type, full_name);
  change.name = full_name;
  change.is_removal = true;
  if (auto refused = refusal(tx, change.type, type, full_name, actor)) return *refused;
  if (!exists(tx, *change.type, full_name)) {
    return failed(full_name, "INVALID_CROSS_REFERENCE_KEY",
                  fmt::format("no {} named {} found", change.type->name, full_name),
                  reason::component_unknown);
  }
  staging.remove({&change});
  return outcome_of(change);
}

// Keeps what was done: what failed left no trace. With `all_or_none` keeps all of it or nothing.
void finish(Staging& staging, std::vector<SaveOutcome>& outcomes, bool all_or_none) {
  if (!all_or_none || std::ranges::all_of(outcomes, &SaveOutcome::success)) return staging.keep();
  for (SaveOutcome& outcome : outcomes) {
    if (!outcome.success) continue;
    outcome = failed(outcome.full_name, "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                     "Record rolled back because not all records were valid and the request was "
                     "using AllOrNone header",
                     reason::component_rolled_back);
  }
}

}  // namespace

std::vector<SaveOutcome> save_components(Org& org, Org::Transaction& tx, std::string_view type,
                                         const std::vector<const XmlElement*>& components,
                                         SaveVerb verb, const MetadataActor& actor,
                                         bool all_or_none) {
  // These calls have no option to ignore warnings, and none that would fail by one.
  Staging staging(org, tx, actor, false);
  std::vector<SaveOutcome> outcomes;
  for (const XmlElement* component : components)
    outcomes.push_back(save(staging, tx, type, *component, verb, actor));
  finish(staging, outcomes, all_or_none);
  return outcomes;
}

std::vector<SaveOutcome> delete_components(Org& org, Org::Transaction& tx, std::string_view type,
                                           const std::vector<std::string>& full_names,
                                           const MetadataActor& actor, bool all_or_none) {
  Staging staging(org, tx, actor, false);
  std::vector<SaveOutcome> outcomes;
  for (const std::string& full_name : full_names)
    outcomes.push_back(remove(staging, tx, type, full_name, actor));
  finish(staging, outcomes, all_or_none);
  return outcomes;
}

const Reason* metadata_refusal(Org::Transaction& tx, const UserId& user) {
  const User* asking = tx.users().find(user);
  if (asking == nullptr) return &reason::metadata_not_permitted;
  const auto may = [&](Permission permission) { return tx.profiles().may(*asking, permission); };
  // Metadata API Developer Guide: Modify Metadata or Customize Application; the types' pages: the
  // developer permission for external client apps.
  const bool is_admitted =
      (may(Permission::modify_metadata) || may(Permission::customize_application)) &&
      may(Permission::external_client_app_developer);
  return is_admitted ? nullptr : &reason::metadata_not_permitted;
}

}  // namespace rehearse::salesforce
