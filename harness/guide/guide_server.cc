#include "harness/guide/guide_server.h"

#include <atomic>

#include "mocks/wire/loopback_server.h"

namespace rehearse::harness {

struct GuideServer::Shown {
  std::atomic<GuideSite*> site{nullptr};
  std::string origin{};  // written before a site is shown
};

GuideServer::GuideServer() : shown_(std::make_shared<Shown>()) {}
GuideServer::~GuideServer() = default;

Result<std::unique_ptr<GuideServer>, Trouble> GuideServer::start(uint16_t port) {
  std::unique_ptr<GuideServer> guide(new GuideServer());
  auto started = wire::LoopbackServer::start(
      {.port = port}, [shown = guide->shown_](wire::WireRequest request) -> wire::Delivery {
        GuideSite* site = shown->site;
        if (site == nullptr)
          return {.response = wire::text_response(503, "The rehearsal is starting.\n")};
        return {.response = site->answer(request, shown->origin)};
      });
  if (!started) return started.error();
  guide->server_ = std::move(started).value();
  guide->origin_ = guide->shown_->origin = guide->server_->origin();
  return guide;
}

void GuideServer::show(GuideSite* site) { shown_->site = site; }

}  // namespace rehearse::harness
