#pragma once

#include <memory>
#include <string>

#include "harness/guide/site.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::wire {
class LoopbackServer;
}

namespace rehearse::harness {

// GuideServer serves a GuideSite on loopback. It listens before there is a site, so that the mocks
// can be told its address; until show() it answers 503.
class GuideServer {
 public:
  // Port 0: a free one. The Trouble names the port that is taken.
  static Result<std::unique_ptr<GuideServer>, Trouble> start(uint16_t port);
  ~GuideServer();

  const std::string& origin() const { return origin_; }  // http://127.0.0.1:PORT
  void show(GuideSite* site);                            // which outlives the server

 private:
  GuideServer();
  struct Shown;
  std::shared_ptr<Shown> shown_;
  std::string origin_{};
  std::unique_ptr<wire::LoopbackServer> server_;  // last: ends before what it serves
};

}  // namespace rehearse::harness
