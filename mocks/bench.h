#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/instance.h"
#include "mocks/instance_options.h"

namespace rehearse {

struct BenchOptions {
  InstanceOptions first{};
  ListenOptions listen{};
  bool tls = false;
};

// Bench owns the mocks of one process: the first instance, those that POST /instances adds, and
// the certificate authority that all of them share. Everything is on loopback and on ports of its
// own; nothing outlives the bench.
class Bench {
 public:
  // Returns once every listener serves. The Trouble names the port that is busy.
  static Result<std::unique_ptr<Bench>, Trouble> start(BenchOptions options);
  ~Bench();

  Instance& first() { return *first_; }
  std::string ca_pem() const;  // the authority to trust; empty without TLS
  // Of the key that all of them serve with (TlsIdentity::key_digest); empty without TLS.
  std::string key_digest() const;

  // What the first instance was asked to start with; a `start` of none is the present.
  const InstanceOptions& standard() const { return options_.first; }
  // Adds an instance with free ports, a control listener of its own and no state shared. At most
  // kMostInstances. The reference is good until remove().
  Result<Instance*, Trouble> add(InstanceOptions options);
  // False if there is none of that id. Ends its listeners; never the first instance's.
  bool remove(std::string_view id);
  std::vector<std::string> added_ids();

  static constexpr size_t kMostInstances = 64;

 private:
  explicit Bench(BenchOptions options);

  BenchOptions options_;
  std::unique_ptr<wire::TlsIdentity> identity_;
  std::unique_ptr<Instance> first_;
  std::mutex mutex_;  // guards what follows
  std::map<std::string, std::unique_ptr<Instance>, std::less<>> added_;
  size_t starting_ = 0;
  uint64_t numbered_ = 0;
};

}  // namespace rehearse
