#pragma once

#include <deque>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/workato/store/assignments.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// check_profile gives all problems of a draft at once, in Workato's Rails style. With
// `keeps_secret` an empty secret means "as it was".
std::vector<FieldProblem> check_profile(const ProfileDraft& draft, bool keeps_secret);

// Profiles keeps the workspace's custom OAuth profiles, and whom they are assigned to.
class Profiles {
 public:
  Result<int64_t, std::vector<FieldProblem>> create(const ProfileDraft& draft, TimePoint now);
  // The application cannot change; an empty secret, or token, keeps the stored one.
  Result<Done, std::vector<FieldProblem>> update(int64_t id, const ProfileDraft& draft,
                                                 TimePoint now);
  bool has_name(std::string_view name, int64_t besides) const;
  // Takes its assignments along.
  bool remove(int64_t id);
  // A copy with the same credentials, as in another environment; 0 if there is no original.
  int64_t clone(int64_t id, TimePoint now);
  const Profile* find(int64_t id) const;
  const std::deque<Profile>& all() const { return profiles_; }
  Assignments& assignments() { return assignments_; }

 private:
  std::deque<Profile> profiles_;
  Assignments assignments_;
  int64_t next_id_ = 301;
};

}  // namespace rehearse::workato
