#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "mocks/salesforce/metadata/package.h"
#include "mocks/salesforce/metadata/staging.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using ProblemType = DeployMessage::ProblemType;

DeployMessage message_of(const ComponentChange& change) {
  DeployMessage message;
  message.component_type = listed_name(*change.type);
  message.file_name = change.file;
  message.full_name = change.name;
  message.id = change.id;
  return message;
}

// Deploying is a deploy in progress: what the packages want, and what became of it.
struct Deploying {
  const DeployOptions& options;
  std::deque<ComponentChange> changes{};
  std::vector<ComponentChange*> removals_before{}, components{}, removals_after{};
  DeployOutcome outcome{};

  void take(const Package& package);
  void take(const PackagedComponent& component, int api_version);
  void take(const Removal& removal);
  void tell(DeployMessage message);
  void tell(const ComponentChange& change);
  bool failed() const { return !outcome.failures.empty(); }
};

void Deploying::take(const Package& package) {
  outcome.files += package.files;
  for (const DeployMessage& problem : package.problems) {
    if (problem.reason == &reason::component_missing) ++outcome.components_total;
    tell(problem);
  }
  for (const Removal& removal : package.removals) take(removal);
  for (const PackagedComponent& component : package.components)
    take(component, package.api_version);
  const bool is_clean = std::ranges::none_of(package.problems, [](const DeployMessage& problem) {
    return problem.file_name.ends_with(kPackageFile);
  });
  if (!is_clean) return;
  DeployMessage manifest;
  manifest.file_name = manifest.full_name = kPackageFile;
  manifest.success = manifest.changed = true;
  outcome.successes.push_back(std::move(manifest));
}

void Deploying::take(const PackagedComponent& component, int api_version) {
  ComponentChange& change = changes.emplace_back();
  change.type = component.type;
  change.name = component.name;
  change.file = component.file;
  auto content = read_component_file(*component.type, component.xml, api_version);
  if (content) {
    change.content = std::move(content).value();
  } else {
    change.problems.push_back(content.error());
  }
  components.push_back(&change);
}

void Deploying::take(const Removal& removal) {
  const MetadataType* type = find_type(removal.type, removal.name);
  if (type == nullptr) {
    DeployMessage unknown;
    unknown.component_type = removal.type;
    unknown.file_name = unknown.full_name = removal.file;
    unknown.problem = fmt::format("No {} named: {} found", removal.type, removal.name);
    unknown.problem_type = ProblemType::warning;
    unknown.reason = &reason::component_to_delete_unknown;
    tell(std::move(unknown));
    return;
  }
  ComponentChange& change = changes.emplace_back();
  change.type = type;
  change.name = removal.name;
  change.file = removal.file;
  change.is_removal = true;
  (removal.is_after ? removals_after : removals_before).push_back(&change);
}

// Metadata API Developer Guide, DeployOptions: a warning fails the deploy unless warnings are
// ignored.
void Deploying::tell(DeployMessage message) {
  message.success = message.problem_type == ProblemType::warning && options.ignore_warnings;
  (message.success ? outcome.successes : outcome.failures).push_back(std::move(message));
}

void Deploying::tell(const ComponentChange& change) {
  for (const ComponentProblem& problem : change.problems) {
    if (problem.is_ignored && change.failed()) continue;
    DeployMessage message = message_of(change);
    message.problem = problem.text;
    message.problem_type = problem.is_warning ? ProblemType::warning : ProblemType::error;
    message.line = problem.place.line;
    message.column = problem.place.column;
    message.reason = problem.reason;
    if (problem.reason == &reason::component_to_delete_unknown) message.full_name = change.file;
    if (problem.is_ignored) {
      message.changed = change.changed;
      message.created = change.created;
    }
    tell(std::move(message));
  }
  if (!change.problems.empty()) return;
  DeployMessage message = message_of(change);
  message.success = true;
  message.changed = change.changed;
  message.created = change.created;
  message.deleted = change.deleted;
  outcome.successes.push_back(std::move(message));
}

DeployOutcome refused(std::string_view code, std::string message, const Reason& reason) {
  DeployOutcome outcome;
  outcome.error_status_code = code;
  outcome.error_message = std::move(message);
  outcome.reason = &reason;
  return outcome;
}

// A component that failed for another's sake is told after it, so that the first failure is a
// cause.
int rank(const DeployMessage& failure) {
  if (failure.reason == &reason::global_without_oauth) return 2;
  return failure.reason == &reason::component_cross_reference ? 1 : 0;
}

bool is_limit(const Reason* reason) {
  return reason == &reason::zip_size || reason == &reason::zip_unpacked_size ||
         reason == &reason::zip_file_count;
}

}  // namespace

std::string_view to_text(DeployMessage::ProblemType type) {
  switch (type) {
    case DeployMessage::ProblemType::none:
      break;
    case DeployMessage::ProblemType::warning:
      return "Warning";
    case DeployMessage::ProblemType::error:
      return "Error";
    case DeployMessage::ProblemType::info:
      return "Info";
  }
  return {};
}

DeployOutcome deploy_package(Org& org, Org::Transaction& tx, std::string_view zip,
                             const DeployOptions& options, const MetadataActor& actor) {
  if (const Reason* why = metadata_refusal(tx, actor.user))
    return refused(kInsufficientAccess, std::string(kMetadataNotPermitted), *why);
  const auto files = read_zip(zip);
  if (!files) {
    const ZipProblem& problem = files.error();
    return refused(is_limit(problem.reason) ? "LIMIT_EXCEEDED" : "INVALID_ZIP_FILE",
                   problem.message, *problem.reason);
  }
  Deploying deploying{options};
  for (const Package& package : read_packages(files.value(), options, actor.api_version))
    deploying.take(package);
  Staging staging(org, tx, actor, options.ignore_warnings);
  staging.remove(deploying.removals_before);
  staging.deploy(deploying.components);
  staging.remove(deploying.removals_after);

  DeployOutcome& outcome = deploying.outcome;
  for (const ComponentChange& change : deploying.changes) {
    ++outcome.components_total;
    if (!change.failed()) ++outcome.components_deployed;
    deploying.tell(change);
  }
  std::ranges::stable_sort(outcome.failures, {}, rank);
  outcome.success = !deploying.failed();
  if (deploying.failed()) outcome.reason = outcome.failures.front().reason;
  outcome.is_partial =
      deploying.failed() && !options.rollback_on_error && outcome.components_deployed > 0;
  if (!options.check_only && (outcome.success || outcome.is_partial)) staging.keep();
  return std::move(outcome);
}

}  // namespace rehearse::salesforce
