#include "mocks/workato/store/profiles.h"

#include <algorithm>

#include "mocks/workato/store/names.h"

namespace rehearse::workato {
namespace {

constexpr size_t kMaxCredential = 4'096;

void check_credential(std::vector<FieldProblem>& problems, std::string_view field,
                      std::string_view value) {
  std::string problem = problem_of_text(value, kMaxCredential);
  if (!problem.empty()) problems.push_back({std::string(field), std::move(problem)});
}

}  // namespace

const Application* find_application(std::string_view provider) {
  const auto* found = std::ranges::find(kApplications, provider, &Application::provider);
  return found == std::end(kApplications) ? nullptr : found;
}

std::vector<FieldProblem> check_profile(const ProfileDraft& draft, bool keeps_secret) {
  std::vector<FieldProblem> problems;
  if (find_application(draft.provider) == nullptr)
    problems.push_back({"provider", "is not included in the list"});
  if (std::string problem = problem_of_name(draft.name); !problem.empty())
    problems.push_back({"name", std::move(problem)});
  check_credential(problems, "client_id", draft.client_id);
  if (!keeps_secret || !draft.client_secret.empty())
    check_credential(problems, "client_secret", draft.client_secret);
  if (!draft.token.empty()) check_credential(problems, "token", draft.token);
  return problems;
}

Result<int64_t, std::vector<FieldProblem>> Profiles::create(const ProfileDraft& draft,
                                                            TimePoint now) {
  std::vector<FieldProblem> problems = check_profile(draft, false);
  if (!problems.empty()) return problems;
  profiles_.push_back({.id = next_id_++,
                       .name = draft.name,
                       .provider = draft.provider,
                       .client_id = ClientId(draft.client_id),
                       .client_secret = ClientSecret(draft.client_secret),
                       .token = VerificationToken(draft.token),
                       .created_at = now,
                       .updated_at = now});
  return profiles_.back().id;
}

Result<Done, std::vector<FieldProblem>> Profiles::update(int64_t id, const ProfileDraft& draft,
                                                         TimePoint now) {
  const auto found = std::ranges::find(profiles_, id, &Profile::id);
  if (found == profiles_.end())
    return std::vector<FieldProblem>{{"id", "isn't a profile of this workspace"}};
  ProfileDraft whole = draft;
  whole.provider = found->provider;
  std::vector<FieldProblem> problems = check_profile(whole, true);
  if (!problems.empty()) return problems;
  found->name = draft.name;
  found->client_id = ClientId(draft.client_id);
  if (!draft.client_secret.empty()) found->client_secret = ClientSecret(draft.client_secret);
  if (!draft.token.empty()) found->token = VerificationToken(draft.token);
  found->updated_at = now;
  return Done{};
}

bool Profiles::has_name(std::string_view name, int64_t besides) const {
  return std::ranges::any_of(profiles_, [name, besides](const Profile& profile) {
    return profile.name == name && profile.id != besides;
  });
}

int64_t Profiles::clone(int64_t id, TimePoint now) {
  const Profile* original = find(id);
  if (original == nullptr) return 0;
  Profile copy = *original;
  copy.id = next_id_++;
  copy.name += " (copy)";
  copy.created_at = copy.updated_at = now;
  profiles_.push_back(std::move(copy));
  return profiles_.back().id;
}

bool Profiles::remove(int64_t id) {
  assignments_.forget(id);
  return std::erase_if(profiles_, [id](const Profile& profile) { return profile.id == id; }) > 0;
}

// Ids are given out in order, so the list is sorted by them.
const Profile* Profiles::find(int64_t id) const {
  const auto found = std::ranges::lower_bound(profiles_, id, {}, &Profile::id);
  return found == profiles_.end() || found->id != id ? nullptr : &*found;
}

}  // namespace rehearse::workato
