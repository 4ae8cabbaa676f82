#include "mocks/instance.h"

#include <utility>

#include "mocks/instance_control.h"
#include "mocks/listeners.h"
#include "mocks/real_clock.h"
#include "mocks/world.h"

namespace rehearse {

Instance::Instance(InstanceOptions options, std::string id, Bench* bench)
    : options_(std::move(options)),
      start_(options_.start ? *options_.start : present_time()),
      id_(std::move(id)),
      bench_(bench),
      surroundings_(std::make_unique<Surroundings>()),
      world_(make_world()),
      control_(std::make_unique<InstanceControl>(*this)) {}

Instance::~Instance() {
  // Requests that wait for a fault's delay would hold up the end of the listeners.
  world()->faults.interrupt();
}

std::shared_ptr<World> Instance::make_world() const {
  return std::make_shared<World>(options_, start_, *surroundings_);
}

std::shared_ptr<World> Instance::world() const {
  const std::lock_guard lock(mutex_);
  return world_;
}

void Instance::reset() {
  std::shared_ptr<World> fresh = make_world();
  {
    const std::lock_guard lock(mutex_);
    std::swap(world_, fresh);
  }
  fresh->faults.interrupt();  // who waits for a fault of the old state waits no longer
}

Control& Instance::control() { return *control_; }

Result<Done, Trouble> Instance::listen(const ListenOptions& options) {
  Result<std::unique_ptr<Listeners>, Trouble> opened = Listeners::open(*this, options);
  if (!opened) return opened.error();
  listeners_ = std::move(opened).value();
  addresses_ = listeners_->addresses();
  // The engine and the pages are to name the ports that were just chosen.
  *surroundings_ = listeners_->surroundings();
  reset();
  return Done{};
}

}  // namespace rehearse
