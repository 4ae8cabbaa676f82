#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/oauth/dials.h"
#include "mocks/oauth/mutants.h"
#include "mocks/salesforce/org/model.h"
#include "mocks/workato/engine/client_bugs.h"

namespace rehearse {

// InstanceOptions are what an isolated pair of mocks starts with, and what POST /reset goes back
// to. The seed alone decides every key, code and token; the start time never does.
struct InstanceOptions {
  uint64_t seed = 1;
  salesforce::OrgMode org_mode = salesforce::OrgMode::legacy;
  bool is_sandbox = false;                     // a sandbox: test.salesforce.com is its login host
  std::optional<TimePoint> start = kRunStart;  // none: the present, when the instance is made
  bool ticking = false;                        // virtual time follows real time
  std::string workato_token{"wrkmock-rehearsal"};
  std::string data_centre{"us"};  // of the workspace; one of workato::data_centres()
  oauth::Dials dials{};
  workato::ClientBugs client_bugs{};  // mistakes that Workato is to make
  oauth::Mutants mutants{};           // the rules that the org is to break
  // Where the rehearsal's guide is, without a slash at the end: every page links to it. Empty:
  // there is none.
  std::string guide_url{};
};

// Turn one of these by its name. The error is a sentence that names the nearest known name.
Result<Done, std::string> add_client_bug(InstanceOptions& options, std::string_view name);
Result<Done, std::string> add_mutant(InstanceOptions& options, std::string_view name);
// The only one; an empty name: none.
Result<Done, std::string> set_mutant(InstanceOptions& options, std::string_view name);
Result<Done, std::string> set_data_centre(InstanceOptions& options, std::string_view name);

// `legacy` or `locked-2026`.
std::optional<salesforce::OrgMode> parse_org_mode(std::string_view text);
std::string_view to_text(salesforce::OrgMode mode);

}  // namespace rehearse
