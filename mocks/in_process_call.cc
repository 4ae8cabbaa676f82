#include "mocks/in_process_call.h"

#include <optional>

#include "mocks/wire/uri.h"

namespace rehearse {

Result<wire::WireResponse, Trouble> InProcessCall::send(const wire::HttpRequest& request,
                                                        uint64_t arrival) {
  const std::optional<wire::Uri> uri = wire::parse_uri(request.url);
  if (!uri) return Trouble{Trouble::Kind::unreachable, "The URL is not absolute.", request.url};
  wire::RequestParts parts;
  parts.method = request.method;
  parts.origin = uri->origin();
  parts.target = uri->target();
  parts.headers = request.headers;
  parts.body = request.body;
  if (!request.local_address.empty()) parts.peer = request.local_address;
  wire::Delivery delivery = dispatcher_.handle(wire::make_request(std::move(parts)), arrival);
  if (delivery.how != wire::Delivery::How::whole) {
    return Trouble{Trouble::Kind::bad_answer, "The connection ended before the answer was whole.",
                   uri->origin(), true};
  }
  if (delivery.pause) delivery.pause();
  return std::move(delivery.response);
}

}  // namespace rehearse
