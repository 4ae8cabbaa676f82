#include "mocks/simulation/life.h"

#include <array>

#include "mocks/simulation/lives/living.h"
#include "mocks/simulation/lives/reach.h"

namespace rehearse::simulation {
namespace {

// What a stage depends on.
bool same_beginning(const LifePlan& one, const LifePlan& other) {
  return one.settings == other.settings && one.client_pkce == other.client_pkce &&
         one.client == other.client;
}

}  // namespace

std::string_view to_text(LifeEvent::What what) {
  switch (what) {
    case LifeEvent::What::created:
      return "created";
    case LifeEvent::What::refused:
      return "refused";
    case LifeEvent::What::connected:
      return "connected";
    case LifeEvent::What::used:
      return "used";
    case LifeEvent::What::refreshed:
      return "refreshed";
    case LifeEvent::What::failed:
      return "failed";
    case LifeEvent::What::lost:
      return "lost";
    case LifeEvent::What::switched:
      return "switched";
    case LifeEvent::What::end:
      return "end";
  }
  return "";
}

// The stages of the last plans, one for each kind of client: lives that differ in their usage alone
// begin on the same one.
struct Lives::Parts {
  struct Set {
    LifePlan plan{};
    std::unique_ptr<Stage> stage{};
    Memory memory{};
  };
  LifeOptions options{};
  Reach reach{};
  std::array<Set, 3> sets{};

  Set& set_for(const LifePlan& plan) {
    Set& set = sets[size_t(plan.client)];
    const bool known = set.stage && same_beginning(set.plan, plan);
    if (known && !options.exact && set.stage->go_back()) return set;
    set.stage.reset();  // its world ends before the next begins
    if (!known) set.memory = Memory();
    set.plan = plan;
    set.stage = std::make_unique<Stage>(plan, options.seed, reach);
    return set;
  }
};

Lives::Lives(LifeOptions options) : parts_(new Parts{.options = options}) {}

Lives::Lives(LifeOptions options, const Reach& reach)
    : parts_(new Parts{.options = options, .reach = reach}) {}

Lives::~Lives() = default;

LifeReport Lives::live(const LifePlan& plan) {
  Parts::Set& set = parts_->set_for(plan);
  return Living(*set.stage, set.memory, plan, parts_->options).live();
}

}  // namespace rehearse::simulation
