#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocks/core/strong.h"
#include "mocks/simulation/worlds/small_world.h"
#include "mocks/workato/store/authorizations.h"
#include "mocks/world.h"

namespace rehearse::simulation {

// SmallStage is a pair of mocks with an app and a profile, on which one execution of a small world
// after the other is performed, each with connections of its own. To make mocks costs more than an
// execution, and to keep them for long makes them slow: they are made anew now and then.
class SmallStage {
 public:
  explicit SmallStage(const SmallWorld& small);

  // Takes everything of the last execution away and moves on to a day of its own.
  void clear();
  // A connection whose authorization a person has approved; the browser is on its way back. The
  // org's store gives the code by itself: a small world begins after the approval page.
  struct Returning {
    int64_t connection = 0;
    wire::Fields query{};  // of the callback
    SessionId browser{};
    AuthorizationCode code{};
    workato::Authorization trip{};
  };
  std::optional<Returning> set_out(int64_t connection);
  int64_t new_connection();
  // Connects it by the stores' own verbs, without a request; gives the code.
  std::string connect(int64_t connection);
  World& world() { return *world_; }
  const World& world() const { return *world_; }
  TimePoint now() const { return world_->clock.now(); }

  const SmallWorld& small;
  AppId app{};
  ClientId key{};
  ClientSecret secret{};
  int64_t profile = 0;
  UserId user{};
  std::string login_base{};

 private:
  void set_up();
  AuthorizationCode approve(const std::string& redirect_uri, const CodeChallenge& challenge);

  std::unique_ptr<World> world_{};
  int executions_ = 0;  // on these mocks
  std::vector<int64_t> connections_{};
};

}  // namespace rehearse::simulation
