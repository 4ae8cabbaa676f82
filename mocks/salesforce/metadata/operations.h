#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/xml.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// The Metadata API's operations on the org's external client apps, apart from how they are called:
// the REST and the SOAP endpoints, the Connect API and the tests share them. Each judges and
// commits within the transaction it is given. Names and texts are those of the Metadata API
// Developer Guide.

// MetadataActor is who asks, and when.
struct MetadataActor {
  UserId user{};
  int api_version = 67;  // of the call, or of the package where it names one
  TimePoint now{};
};

// Why the user may not use the Metadata API, null if they may: it takes Modify Metadata or
// Customize Application, and the permission to manage external client apps. Deploy, retrieve and
// the calls that save and delete ask themselves, and refuse with this code and message; listing,
// describing and reading leave it to their callers.
const Reason* metadata_refusal(Org::Transaction& tx, const UserId& user);
inline constexpr std::string_view kInsufficientAccess = "INSUFFICIENT_ACCESS";
inline constexpr std::string_view kMetadataNotPermitted =
    "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions";

// DeployOptions, with the API's defaults.
struct DeployOptions {
  bool allow_missing_files = false;
  bool auto_update_package = false;  // reserved
  bool check_only = false;
  bool ignore_warnings = false;
  bool perform_retrieve = false;  // reserved
  bool purge_on_delete = false;
  bool rollback_on_error = true;
  bool single_package = false;
  std::string test_level{};  // as sent; empty: none
  std::vector<std::string> run_tests{};
};

// DeployMessage is what became of one component.
struct DeployMessage {
  enum class ProblemType { none, warning, error, info };
  bool changed = false, created = false, deleted = false, success = false;
  std::string component_type{};  // `ExtlClntAppOauthSettings`; empty for package.xml
  std::string file_name{};       // the path in the zip, without a package folder
  std::string full_name{};
  std::string id{};
  std::string problem{};
  ProblemType problem_type = ProblemType::none;
  int line = 0, column = 0;        // 0: the problem has no place
  const Reason* reason = nullptr;  // why it failed; for the journal, never for the wire
};

// `Warning`, `Error`, `Info`; empty for none.
std::string_view to_text(DeployMessage::ProblemType type);

// DeployOutcome is what became of a package. With rollback_on_error one failure undoes everything.
struct DeployOutcome {
  std::vector<DeployMessage> successes{}, failures{};
  int components_total = 0;
  int components_deployed = 0;
  int files = 0;
  bool success = false;
  bool is_partial = false;          // some components failed, the others are kept
  std::string error_message{};      // of a package that could not be read at all
  std::string error_status_code{};  // its exception code, e.g. `INVALID_ZIP_FILE`
  const Reason* reason = nullptr;   // the first failure's
};

// Deploys a zip. `check_only` judges all and keeps nothing.
DeployOutcome deploy_package(Org& org, Org::Transaction& tx, std::string_view zip,
                             const DeployOptions& options, const MetadataActor& actor);

// FileProperties describes a component, as listMetadata and retrieve give it.
struct FileProperties {
  std::string type{}, full_name{}, file_name{}, id{};
  UserId created_by{}, last_modified_by{};
  TimePoint created_at{}, last_modified_at{};
};

// TypeMembers are the components of one type; the member `*` means all.
struct TypeMembers {
  std::string type{};
  std::vector<std::string> members{};
};

struct RetrieveRequest {
  bool single_package = false;
  std::vector<TypeMembers> unpackaged{};
  std::string package_version{};  // `67.0`, for the package.xml that is given back
};

struct RetrieveMessage {
  std::string file_name{};  // `package.xml`
  std::string problem{};
};

struct RetrieveOutcome {
  std::string zip{};
  std::vector<FileProperties> files{};
  std::vector<RetrieveMessage> messages{};
};
RetrieveOutcome retrieve_package(Org& org, Org::Transaction& tx, const RetrieveRequest& request,
                                 const MetadataActor& actor);

// MetadataTypeInfo is a row of describeMetadata.
struct MetadataTypeInfo {
  std::string_view name{};       // `ExternalClientApplication`
  std::string_view suffix{};     // `eca`
  std::string_view directory{};  // `externalClientApps`
  int since = 59;                // API version
};
// The types that the org deploys and retrieves, known at that API version.
std::vector<MetadataTypeInfo> metadata_types(int api_version);

// The components of that type, in order of creation; nothing if there is no such type.
std::vector<FileProperties> list_components(Org& org, Org::Transaction& tx, std::string_view type);

// The component as an element `<records xsi:type>` has it: its children, fullName first. An empty
// name where there is none (readMetadata gives an empty element for it).
XmlElement read_component(Org& org, Org::Transaction& tx, std::string_view type,
                          std::string_view full_name);

enum class SaveVerb { create, update, upsert };
// SaveOutcome is one SaveResult, UpsertResult or DeleteResult.
struct SaveOutcome {
  std::string full_name{};
  bool success = false, created = false;
  std::string status_code{}, message{};  // of the error
  std::vector<std::string> fields{};     // the fields the error is about
  const Reason* reason = nullptr;
};
// Each component is a `<metadata xsi:type="…">` element with its fullName; the outcomes are in
// their order. With `all_or_none` one failure undoes all of them, and the others say so.
std::vector<SaveOutcome> save_components(Org& org, Org::Transaction& tx, std::string_view type,
                                         const std::vector<const XmlElement*>& components,
                                         SaveVerb verb, const MetadataActor& actor,
                                         bool all_or_none);
std::vector<SaveOutcome> delete_components(Org& org, Org::Transaction& tx, std::string_view type,
                                           const std::vector<std::string>& full_names,
                                           const MetadataActor& actor, bool all_or_none);

}  // namespace rehearse::salesforce
