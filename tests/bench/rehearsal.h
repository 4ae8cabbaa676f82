#pragma once

#include <memory>
#include <string>

#include "mocks/bench.h"
#include "mocks/wire/message.h"

namespace rehearse::bench {

// Rehearsal is a pair of mocks with one app and one live refresh token, for measuring what happens
// next. Rotation is off, so that the same request bytes work any number of times.
class Rehearsal {
 public:
  enum class Sockets { none, plain };
  explicit Rehearsal(Sockets sockets);

  // The form of a refresh, and the same as a request on the wire.
  const std::string& refresh_form() const { return refresh_form_; }
  std::string refresh_on_the_wire() const;
  int salesforce_port() const;
  Instance& instance() { return *instance_; }
  wire::WireRequest request(std::string target, std::string form) const;

 private:
  std::unique_ptr<Bench> bench_;
  std::unique_ptr<Instance> alone_;
  Instance* instance_ = nullptr;
  std::string refresh_form_;
};

}  // namespace rehearse::bench
