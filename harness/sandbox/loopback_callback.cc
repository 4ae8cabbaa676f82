#include "harness/sandbox/loopback_callback.h"

#include <utility>

#include "mocks/wire/delivery.h"
#include "mocks/wire/loopback_server.h"
#include "mocks/wire/page.h"

namespace rehearse::harness {

LoopbackCallback::LoopbackCallback(std::string_view origin, Judge judge)
    : origin_(origin), judge_(std::move(judge)) {}
LoopbackCallback::~LoopbackCallback() = default;

Result<std::unique_ptr<LoopbackCallback>, Trouble> LoopbackCallback::start(uint16_t port,
                                                                           std::string_view origin,
                                                                           Judge judge) {
  std::unique_ptr<LoopbackCallback> callback(new LoopbackCallback(origin, std::move(judge)));
  auto server = wire::LoopbackServer::start(
      {.port = port}, [raw = callback.get()](const wire::WireRequest& request) -> wire::Delivery {
        return raw->answer(request);
      });
  if (!server) return server.error();
  callback->server_ = std::move(server).value();
  return callback;
}

int LoopbackCallback::port() const { return server_->port(); }

std::optional<std::string> LoopbackCallback::address() const {
  const std::scoped_lock lock(mutex_);
  return address_;
}

wire::Delivery LoopbackCallback::answer(const wire::WireRequest& request) {
  const std::string address = origin_ + request.target;
  const std::string wrong = request.method == "GET" ? judge_(address) : "a browser asks with GET";
  wire::Page page{.title = "The login has ended",
                  .site = "rehearse",
                  .plain_title = true,
                  .banner = "Of this machine. The org is at another address.",
                  .is_narrow = true};
  if (!wrong.empty()) {
    page.title = "This is not where the login ends";
    page.content = wire::alert("Not taken: " + wrong + ".");
    return {.response = wire::page_response(400, page)};
  }
  {
    const std::scoped_lock lock(mutex_);
    if (!address_) address_ = address;
  }
  page.content = wire::notice("Close this tab and go back to the terminal.");
  return {.response = wire::page_response(200, page)};
}

}  // namespace rehearse::harness
