#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "mocks/simulation/life.h"
#include "mocks/simulation/lives/reach.h"

namespace rehearse::simulation {

// Adds a reason to a chain, unless it is none or known already.
void add_reason(std::vector<const Reason*>& chain, const Reason* reason);

// Stage is a world in which an admin made the app, a person set up profile and connection, and
// connected, and the first job ran: all that a life begins with, whatever its usage.
class Stage {
 public:
  Stage(const LifePlan& plan, uint64_t seed, const Reach& reach);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // What the life has come to so far; nothing follows unless it connects.
  const LifeReport& so_far() const { return so_far_; }

  World& world() { return *world_; }
  int64_t connection() const { return connection_; }
  salesforce::GrantId grant() const { return grant_; }
  const AppId& app() const { return app_; }

  // An admin edits the app. The reason why the org refuses to save, or null.
  const Reason* change(const Settings& settings);
  // A person makes another connection with the same profile and connects it. Why that failed, the
  // first cause first; empty if it worked. The stage can't go back any more.
  std::vector<const Reason*> connect_anew();

  // Back to the instant after the first job, if that is possible: not after change() or
  // connect_anew(), nor after so many requests that limits of the org would come near.
  bool go_back();

 private:
  void make_world(const LifePlan& plan, uint64_t seed, const Reach& reach);
  bool make_app(const Settings& settings);
  int64_t make_connection();
  std::vector<const Reason*> connect(int64_t connection);
  void begin();
  void tell(LifeEvent::What what, std::string text, const Reason* reason = nullptr);

  const Reach& reach_;
  const ClientPkce pkce_;
  const Scopes scopes_;
  std::unique_ptr<World> world_;
  AppId app_{};
  int64_t profile_ = 0, connection_ = 0;
  salesforce::GrantId grant_ = 0;
  LifeReport so_far_{};
  // What go_back() needs.
  bool spent_ = false;
  std::shared_ptr<const salesforce::Grants::Saved> grants_{};
  std::optional<workato::Connection> connected_{};
};

}  // namespace rehearse::simulation
