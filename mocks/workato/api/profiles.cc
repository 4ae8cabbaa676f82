#include <algorithm>
#include <unordered_map>

#include "mocks/workato/api/endpoints_api.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/api/query.h"
#include "mocks/workato/api/released_profile.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato::api {
namespace {

using oauth::Dial;

// The workspace's user; the mock has one.
constexpr int64_t kUserId = 101;
constexpr size_t kMaxCredential = 4'096;

// How many connections and customers use each profile.
struct Uses {
  std::unordered_map<int64_t, size_t> connections{}, customers{};

  explicit Uses(Workspace::Transaction& tx) {
    for (const Connection& connection : tx.connections().all())
      ++connections[connection.settings.profile];
    for (const auto& [profile, customer] : tx.assignments().all()) ++customers[profile];
  }
  static size_t of(const std::unordered_map<int64_t, size_t>& counts, int64_t profile) {
    const auto found = counts.find(profile);
    return found == counts.end() ? 0 : found->second;
  }
};

// docs.workato.com: client secrets and tokens are never returned.
Json profile_of(const Profile& profile, const Uses& uses) {
  return {{"id", profile.id},
          {"user_id", kUserId},
          {"name", profile.name},
          {"provider", profile.provider},
          {"data", {{"client_id", profile.client_id.value}}},
          {"shared_accounts_count", Uses::of(uses.connections, profile.id)},
          {"oem_customers_count", Uses::of(uses.customers, profile.id)},
          {"created_at", pacific_time(profile.created_at)},
          {"updated_at", pacific_time(profile.updated_at)}};
}

wire::WireResponse answer_with(ApiCall& call, Workspace::Transaction& tx, int64_t id) {
  const Json profile = profile_of(*tx.profiles().find(id), Uses(tx));
  const bool is_bare = call.workspace.dials().is(Dial::workato_profile_answer, "bare");
  return api_answer(is_bare ? profile : Json{{"result", profile}});
}

// What the body asks for; `problems` takes what is wrong with its types.
ProfileDraft read_draft(const Json& body, std::vector<FieldProblem>& problems) {
  ApiMembers members(body, problems);
  ProfileDraft draft{.provider = members.text("provider").value_or(""),
                     .name = members.text("name").value_or("")};
  const Json* data = members.object("data");
  const Json none = Json::object();
  ApiMembers inner(data != nullptr ? *data : none, problems, "data.");
  draft.client_id = inner.text("client_id", kMaxCredential).value_or("");
  draft.client_secret = inner.text("client_secret", kMaxCredential).value_or("");
  draft.token = inner.text("token", kMaxCredential).value_or("");
  return draft;
}

// Problems of the values, besides those of the types, one a field; the store's fields are the
// body's, but for those within data.
void add_problems(std::vector<FieldProblem>& problems, std::vector<FieldProblem> more) {
  for (FieldProblem& problem : more) {
    const bool inside = problem.field == "client_id" || problem.field == "client_secret" ||
                        problem.field == "token";
    if (inside) problem.field = "data." + problem.field;
    const bool known = std::ranges::any_of(
        problems, [&](const FieldProblem& other) { return other.field == problem.field; });
    if (!known) problems.push_back(std::move(problem));
  }
}

// Everything that is wrong with a draft for the profile `id`, or for a new one.
std::vector<FieldProblem> judge(ApiCall& call, Workspace::Transaction& tx,
                                const ProfileDraft& draft, std::vector<FieldProblem> problems,
                                int64_t id) {
  add_problems(problems, check_profile(draft, false));
  if (call.workspace.dials().is(Dial::workato_duplicate_name, "reject") &&
      tx.profiles().has_name(draft.name, id))
    add_problems(problems, {{"name", "has already been taken"}});
  const Profile* stored = tx.profiles().find(id);
  if (stored != nullptr && stored->provider != draft.provider)
    add_problems(problems, {{"provider", "can't be changed"}});
  return problems;
}

}  // namespace

wire::WireResponse list_profiles(ApiCall& call) {
  ApiQuery query(call.wire.request.query);
  const Paging paging = query.paging();
  if (!query.ok()) return api_refusal(call.wire, reason::api_query_invalid, 400, "Bad request");
  Workspace::Transaction tx = call.workspace.begin();
  const Uses uses(tx);
  const auto& all = tx.profiles().all();
  Json listed = Json::array();
  const size_t end = std::min(all.size(), paging.first() + size_t(paging.per_page));
  for (size_t index = paging.first(); index < end; ++index)
    listed.push_back(profile_of(all[index], uses));
  return api_answer({{"result", listed}});
}

wire::WireResponse get_profile(ApiCall& call) {
  Workspace::Transaction tx = call.workspace.begin();
  if (tx.profiles().find(call.id()) == nullptr) return api_not_found(call.wire);
  return answer_with(call, tx, call.id());
}

wire::WireResponse create_profile(ApiCall& call) {
  std::vector<FieldProblem> problems;
  const ProfileDraft draft = read_draft(call.body, problems);
  Workspace::Transaction tx = call.workspace.begin();
  problems = judge(call, tx, draft, std::move(problems), 0);
  if (!problems.empty()) return api_invalid(call.wire, reason::workato_profile_invalid, problems);
  const auto created = tx.profiles().create(draft, call.now);
  if (!created) return api_invalid(call.wire, reason::workato_profile_invalid, created.error());
  return answer_with(call, tx, created.value());
}

// docs.workato.com: the same members are required as for creating one, the secret too.
wire::WireResponse update_profile(ApiCall& call) {
  std::vector<FieldProblem> problems;
  const ProfileDraft draft = read_draft(call.body, problems);
  Workspace::Transaction tx = call.workspace.begin();
  if (tx.profiles().find(call.id()) == nullptr) return api_not_found(call.wire);
  problems = judge(call, tx, draft, std::move(problems), call.id());
  if (!problems.empty()) return api_invalid(call.wire, reason::workato_profile_invalid, problems);
  const auto changed = change_profile(call.workspace, tx, call.id(), draft, call.now);
  if (!changed) return api_invalid(call.wire, reason::workato_profile_invalid, changed.error());
  return answer_with(call, tx, call.id());
}

wire::WireResponse delete_profile(ApiCall& call) {
  Workspace::Transaction tx = call.workspace.begin();
  const oauth::Dials& dials = call.workspace.dials();
  if (tx.profiles().find(call.id()) == nullptr) return api_not_found(call.wire);
  if (tx.connections().uses_profile(call.id())) {
    if (!dials.is(Dial::workato_profile_in_use, "allow")) {
      return api_unsuccessful(call.wire, reason::workato_profile_in_use,
                              {"shared_accounts", "can't delete a profile that connections use"},
                              dials.is(Dial::workato_profile_in_use, "refuse_200"));
    }
    release_profile(tx, call.id(), call.now);
  }
  tx.profiles().remove(call.id());
  return api_answer({{"result", {{"success", true}}}});
}

}  // namespace rehearse::workato::api
