#include "mocks/bench.h"

#include <fmt/format.h>

#include <utility>

#include "mocks/wire/tls_identity.h"

namespace rehearse {

Bench::Bench(BenchOptions options) : options_(std::move(options)) {
  if (options_.tls) identity_ = std::make_unique<wire::TlsIdentity>();
  options_.listen.identity = identity_.get();
}

// The first instance goes first: it is the one that adds others.
Bench::~Bench() { first_.reset(); }

Result<std::unique_ptr<Bench>, Trouble> Bench::start(BenchOptions options) {
  std::unique_ptr<Bench> bench(new Bench(std::move(options)));
  bench->first_ = std::make_unique<Instance>(bench->options_.first, "first", bench.get());
  const Result<Done, Trouble> listening = bench->first_->listen(bench->options_.listen);
  if (!listening) return listening.error();
  return bench;
}

std::string Bench::ca_pem() const { return identity_ ? identity_->ca_pem() : std::string(); }

std::string Bench::key_digest() const {
  return identity_ ? identity_->key_digest() : std::string();
}

Result<Instance*, Trouble> Bench::add(InstanceOptions options) {
  std::string id;
  {
    const std::lock_guard lock(mutex_);
    if (added_.size() + starting_ >= kMostInstances) {
      return Trouble{.what = fmt::format("There are {} instances already; end one with DELETE "
                                         "/instances/ID.",
                                         kMostInstances)};
    }
    ++starting_;
    id = fmt::format("instance-{}", ++numbered_);
  }
  // An added instance cannot add or end others: two that end each other would wait for ever.
  auto instance = std::make_unique<Instance>(std::move(options), id);
  ListenOptions listen = options_.listen;
  listen.salesforce_port = listen.workato_port = listen.control_port = 0;
  listen.control = true;
  const Result<Done, Trouble> listening = instance->listen(listen);
  const std::lock_guard lock(mutex_);
  --starting_;
  if (!listening) return listening.error();
  return (added_[id] = std::move(instance)).get();
}

bool Bench::remove(std::string_view id) {
  std::unique_ptr<Instance> ended;
  {
    const std::lock_guard lock(mutex_);
    const auto found = added_.find(id);
    if (found == added_.end()) return false;
    ended = std::move(found->second);
    added_.erase(found);
  }
  return true;  // its listeners end here, without the lock
}

std::vector<std::string> Bench::added_ids() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [id, instance] : added_) ids.push_back(id);
  return ids;
}

}  // namespace rehearse
