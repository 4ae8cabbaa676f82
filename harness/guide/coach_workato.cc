#include <fmt/format.h>

#include <algorithm>

#include "harness/guide/coach.h"
#include "harness/guide/health.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kNoApp =
    "Salesforce knows no app with that Client ID, so nobody can connect";
constexpr std::string_view kNoToken =
    "Salesforce refuses to give tokens, so the connection is not made or not refreshed";

struct Row {
  std::string_view verdict{}, what{}, remedy{};
};
constexpr Row kKeys[] = {
    {"a_secret", "is a consumer secret", "Paste the consumer key into the field Client ID."},
    {"blanks", "has a blank before or after it", "Paste the consumer key again, without blanks."},
    {"replaced", "is a consumer key that was replaced", "Copy the consumer key again."},
    {"unknown", "is no consumer key of this org", "Copy the whole consumer key again."},
};
constexpr Row kSecrets[] = {
    {"a_key", "is a consumer key", "Paste the consumer secret into the field Client secret."},
    {"blanks", "has a blank before or after it",
     "Paste the consumer secret again, without blanks."},
    {"replaced", "is a consumer secret that was replaced", "Copy the consumer secret again."},
    {"unknown", "is no consumer secret of this org", "Copy the whole consumer secret again."},
    {"missing", "is empty", "Paste the consumer secret into the field Client secret."},
};

template <size_t kSize>
const Row* row_of(const Row (&rows)[kSize], const std::string& verdict) {
  const auto found = std::ranges::find(rows, verdict, &Row::verdict);
  return found != std::end(rows) ? &*found : nullptr;
}

std::vector<Remark> remarks_on_profile(const ProfileSeen& profile) {
  if (profile.key.verdict == "a_secret" && profile.secret.verdict == "a_key") {
    return {{Weight::stops, "done.2",
             fmt::format("The consumer key and the consumer secret are mixed up in the profile "
                         "{}: {}.",
                         profile.name, kNoApp),
             "Paste the consumer key into Client ID and the consumer secret into Client secret.",
             "authorize_client_unknown"}};
  }
  std::vector<Remark> remarks;
  if (const Row* row = row_of(kKeys, profile.key.verdict)) {
    remarks.push_back(
        {Weight::stops, "done.2",
         fmt::format("The Client ID of the profile {} {}: {}.", profile.name, row->what, kNoApp),
         std::string(row->remedy), "authorize_client_unknown"});
  }
  const bool of_two = profile.key.verdict == "ok" && profile.secret.verdict == "ok" &&
                      profile.key.app_id != profile.secret.app_id;
  const Row kOther{"", "is that of another app than the Client ID",
                   "Copy the key and the secret of one and the same app."};
  if (const Row* row = of_two ? &kOther : row_of(kSecrets, profile.secret.verdict)) {
    remarks.push_back({Weight::stops, "done.3",
                       fmt::format("The Client secret of the profile {} {}: {}.", profile.name,
                                   row->what, kNoToken),
                       std::string(row->remedy), "secret_wrong"});
  }
  return remarks;
}

// A profile that somebody made for another application, although the guide says Salesforce.
std::vector<Remark> remarks_on_application(const Snapshot& snapshot) {
  if (snapshot.profile() != nullptr || snapshot.profiles.empty()) return {};
  return {{Weight::stops, "w.4",
           fmt::format("The profile {} is not for Salesforce: no Salesforce connection can use "
                       "it.",
                       snapshot.profiles.back().name),
           "Make another profile, and select Salesforce in the Application drop-down menu.", ""}};
}

std::vector<Remark> remarks_on_connection(const Snapshot& snapshot,
                                          const ConnectionSeen& connection) {
  std::vector<Remark> remarks;
  if (connection.profile == 0) {
    remarks.push_back({Weight::differs, "try.1",
                       fmt::format("The connection {} uses Workato's own app instead of the "
                                   "profile: nothing of this setup is tried by it.",
                                   connection.name),
                       "Select the profile in the connection's advanced settings.",
                       "workato_profile_not_chosen"});
  }
  const std::string cause = cause_of(snapshot, connection);
  const Reason* reason = find_reason(cause);
  if (reason != nullptr && connection.status != "connected") {
    const bool lost = connection.status == "lost";
    remarks.push_back({lost ? Weight::ends : Weight::stops, "try.2",
                       in_one_sentence(fmt::format("The connection {} is {}", connection.name,
                                                   lost ? "lost" : "not connected"),
                                       reason->meaning),
                       std::string(reason->remedy), cause});
  }
  return remarks;
}

}  // namespace

std::vector<Remark> remarks_on_workato(const Snapshot& snapshot) {
  std::vector<Remark> remarks = remarks_on_application(snapshot);
  const auto append = [&remarks](std::vector<Remark> more) {
    for (Remark& remark : more) remarks.push_back(std::move(remark));
  };
  if (const ProfileSeen* profile = snapshot.profile()) append(remarks_on_profile(*profile));
  if (const ConnectionSeen* connection = snapshot.connection())
    append(remarks_on_connection(snapshot, *connection));
  return remarks;
}

}  // namespace rehearse::harness
