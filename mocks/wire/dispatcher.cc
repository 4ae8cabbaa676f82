#include "mocks/wire/dispatcher.h"

#include <algorithm>
#include <cassert>
#include <memory>

#include "mocks/core/text.h"
#include "mocks/wire/fault_json.h"
#include "mocks/wire/reasons.h"

namespace rehearse::wire {
namespace {

// Gate answers the endpoint's question between judgement and commit.
class Gate final : public FaultProbe {
 public:
  Gate(FaultRun& run, bool never_commit) : run_(run), never_commit_(never_commit) {}

  bool stops(CommitPoint point) override {
    if (fault_ == nullptr) fault_ = run_.strike(point);
    return fault_ != nullptr || never_commit_;
  }
  const Fault* fault() const { return fault_; }

 private:
  FaultRun& run_;
  const bool never_commit_;
  const Fault* fault_ = nullptr;
};

WireResponse plain_refusal(int status, const WireRequest&) {
  if (status == 413) return json_response(status, R"({"error":"body_too_large"})");
  return json_response(
      status, status == 404 ? R"({"error":"not_found"})" : R"({"error":"method_not_allowed"})");
}

WireResponse mock_bug_response() {
  return json_response(kMockBugStatus,
                       R"({"error":{"code":"mock_bug","message":"The mock met a mistake of its )"
                       R"(own. The answer says nothing about the real system."}})");
}

// A line break in a header would let text of the request become headers of the answer.
bool breaks_headers(const WireResponse& response) {
  return std::any_of(response.headers.begin(), response.headers.end(), [](const Field& header) {
    return has_control(header.name) || has_control(header.value);
  });
}

// Pages are not kept, XML is.
bool keeps_body(const WireResponse& response) {
  const bool is_page = response.body.starts_with('<') && !response.body.starts_with("<?xml");
  return response.body.size() <= Journal::kLongestBody && !is_page;
}

// What a fault that is no delay makes of an answer that has not begun to leave.
void spoil(const Fault& fault, Delivery& delivery) {
  using Action = Fault::Action;
  if (fault.action == Action::drop) delivery.how = Delivery::How::drop;
  if (fault.action == Action::status) {
    delivery.response = json_response(int(fault.value), R"({"error":"injected_fault"})");
  }
  if (fault.action == Action::answer) delivery.response = altered(fault, delivery.response);
  if (fault.action == Action::truncate) {
    delivery.how = Delivery::How::truncate;
    delivery.bytes = size_t(fault.value);
  }
}

// Before the commit there is no answer of which a part could leave.
void lose_answer(Delivery& delivery) {
  delivery.how = Delivery::How::drop;
  delivery.response = WireResponse{.status = 0};
}

// RFC 9110 section 9.3.2: the head is as for GET, its length included.
void drop_body(WireResponse& response) {
  response.headers.push_back({"Content-Length", std::to_string(response.body.size())});
  response.body.clear();
}

}  // namespace

struct Dispatcher::Served {
  Delivery delivery{};
  const Reason* reason = nullptr;
  std::string client{}, note{}, fault{};
};

Dispatcher::Dispatcher(Parts parts) : parts_(std::move(parts)) {
  if (!parts_.refusal) parts_.refusal = plain_refusal;
  parts_.faults.add_routes(parts_.side, parts_.routes);
  for (size_t row = 0; row < parts_.routes.size(); ++row) {
    const BoundRoute& route = parts_.routes[row];
    const bool pattern =
        route.path.find("/:") != std::string_view::npos || route.path.ends_with("/*");
    if (pattern) {
      patterns_.push_back({split(route.path, '/'), row});
      continue;
    }
    for ([[maybe_unused]] const size_t other : exact_[route.path])
      assert(parts_.routes[other].method != route.method);
    exact_[route.path].push_back(row);
  }
}

void Dispatcher::consider(size_t row, Fields params, std::string_view method, Match& match) const {
  const BoundRoute& route = parts_.routes[row];
  if (std::find(match.allowed.begin(), match.allowed.end(), route.method) == match.allowed.end())
    match.allowed.push_back(route.method);
  const bool fits = route.method == method || (method == "HEAD" && route.method == "GET");
  // A row for HEAD itself goes before GET's.
  if (!fits || (match.route != nullptr && match.route->method == method)) return;
  if (match.route != nullptr && route.method != method) return;
  match.route = &route;
  match.params = std::move(params);
}

Dispatcher::Match Dispatcher::find(std::string_view method, std::string_view path) const {
  Match match;
  if (const auto rows = exact_.find(path); rows != exact_.end()) {
    for (const size_t row : rows->second) consider(row, {}, method, match);
  }
  // A fixed path goes before a pattern.
  if (match.route != nullptr || patterns_.empty()) return match;
  const std::vector<std::string> segments = split(path, '/');
  bool has_own_rows = !match.allowed.empty();
  for (const Pattern& pattern : patterns_) {
    const bool rest = pattern.segments.back() == "*";
    if (rest ? segments.size() < pattern.segments.size()
             : segments.size() != pattern.segments.size())
      continue;
    // A path with rows of its own doesn't fall to the rest for its other methods.
    if (rest && has_own_rows) continue;
    Fields params;
    size_t at = 0;
    for (; at < pattern.segments.size() - (rest ? 1 : 0); ++at) {
      const std::string& wanted = pattern.segments[at];
      if (wanted.starts_with(':') && !segments[at].empty()) {
        params.push_back({wanted.substr(1), segments[at]});
      } else if (wanted != segments[at]) {
        break;
      }
    }
    if (at < pattern.segments.size() - (rest ? 1 : 0)) continue;
    if (rest) params.push_back({"*", join(std::span(segments).subspan(at), "/")});
    consider(pattern.row, std::move(params), method, match);
    has_own_rows = has_own_rows || !rest;
    if (match.route != nullptr) break;
  }
  return match;
}

Dispatcher::Served Dispatcher::refuse(int status, const Reason& reason,
                                      const WireRequest& request) const {
  Served served;
  served.reason = &reason;
  try {
    served.delivery.response = parts_.refusal(status, request);
  } catch (...) {
    served.reason = &reason::mock_bug;
    served.delivery.response = mock_bug_response();
  }
  return served;
}

Dispatcher::Served Dispatcher::run_endpoint(const BoundRoute& route, Call& call) const {
  Served served;
  try {
    if (parts_.catch_up) parts_.catch_up(call.request.received_at);
    served.delivery.response = route.serve(call);
    served.reason = call.reason();
    if (breaks_headers(served.delivery.response)) {
      served.delivery.response = mock_bug_response();
      served.reason = &reason::mock_bug;
    }
  } catch (...) {
    // What the exception says may hold anything, a secret too: it goes nowhere.
    served.reason = &reason::mock_bug;
    served.delivery.response = mock_bug_response();
  }
  served.client = call.client();
  served.note = call.note();
  return served;
}

Dispatcher::Served Dispatcher::serve(const WireRequest& request, const Match& match,
                                     uint64_t arrival) {
  const BoundRoute& route = *match.route;
  auto run = std::make_shared<FaultRun>(
      parts_.faults, parts_.faults.arm(parts_.side, route.name, request, match.params), route.name);
  Served served;
  const Fault* fault = run->strike(CommitPoint::before);
  if (fault == nullptr) {
    Gate gate(*run, request.method == "HEAD" && route.method != "HEAD");
    Call call(request, arrival, &gate, &arrivals_);
    call.params = match.params;
    served = run_endpoint(route, call);
    fault = gate.fault();
    if (fault == nullptr) fault = run->strike(CommitPoint::committed);
  }
  Delivery& delivery = served.delivery;
  if (fault != nullptr) {
    spoil(*fault, delivery);
    const bool early = fault->at == CommitPoint::before || fault->at == CommitPoint::validated;
    const bool answers =
        fault->action == Fault::Action::status || fault->action == Fault::Action::answer;
    if (early && !answers) lose_answer(delivery);
  } else if (const Fault* middle = run->next(CommitPoint::mid_body)) {
    const size_t half = delivery.response.body.size() / 2;
    spoil(*middle, delivery);
    if (middle->action == Fault::Action::drop) {
      delivery.how = Delivery::How::truncate;
      delivery.bytes = half;
    } else if (middle->action == Fault::Action::delay) {
      delivery.pause = [run, middle] { run->wait(*middle); };
      delivery.pause_at = half;
    }
  } else if (const Fault* after = run->next(CommitPoint::sent)) {
    delivery.close_after = after->action != Fault::Action::delay;
    delivery.pause_at = delivery.response.body.size();
    if (!delivery.close_after) delivery.pause = [run, after] { run->wait(*after); };
  }
  served.fault = run->fired();
  return served;
}

void Dispatcher::record(WireRequest request, const Match& match, uint64_t arrival,
                        const Served& served) {
  Exchange exchange;
  const WireResponse& response = served.delivery.response;
  exchange.request = std::move(request);
  exchange.side = parts_.side;
  if (match.route != nullptr) exchange.route = match.route->name;
  exchange.arrival = arrival;
  exchange.status = response.status;
  exchange.response_headers = response.headers;
  if (keeps_body(response)) exchange.response_body = response.body;
  exchange.reason = served.reason;
  exchange.client = served.client;
  exchange.note = served.note;
  exchange.fault = served.fault;
  parts_.journal.record(std::move(exchange));
}

WireResponse Dispatcher::refuse_malformed(const Problem& problem, WireRequest request) {
  request.received_at = parts_.clock.now();
  request.peer = parts_.network.resolve(request.peer);
  Served served;
  if (problem.status == 413 && !request.path.empty()) {
    served = refuse(413, reason::body_too_large, request);
  } else {
    served.reason = &reason::request_malformed;
    served.delivery.response =
        json_response(problem.status, R"({"error":"invalid_request","error_description":")" +
                                          std::string(problem.text) + R"("})");
  }
  served.note = problem.text;
  const Match match = find(request.method, request.path);
  record(std::move(request), match, arrive(), served);
  return std::move(served.delivery.response);
}

size_t Dispatcher::body_limit(std::string_view method, std::string_view target) const {
  const Match match = find(method, path_of_target(target));
  return match.route == nullptr ? kBodyLimit : match.route->body_limit;
}

Delivery Dispatcher::handle(WireRequest request, uint64_t arrival) {
  request.received_at = parts_.clock.now();
  request.peer = parts_.network.resolve(request.peer);
  const Match match = find(request.method, request.path);
  Served served;
  if (request.body.size() > (match.route == nullptr ? kBodyLimit : match.route->body_limit)) {
    // Over sockets such a body is not even read; see body_limit().
    served = refuse(413, reason::body_too_large, request);
  } else if (match.route != nullptr) {
    served = serve(request, match, arrival);
  } else if (match.allowed.empty()) {
    served = refuse(404, reason::route_unknown, request);
  } else {
    served = refuse(405, reason::method_not_allowed, request);
    std::string allow;
    for (const std::string_view method : match.allowed) {
      allow += (allow.empty() ? "" : ", ") + std::string(method);
      if (method == "GET") allow += ", HEAD";
    }
    served.delivery.response.headers.push_back({"Allow", allow});
  }
  if (request.method == "HEAD") drop_body(served.delivery.response);
  const std::string_view route = match.route == nullptr ? "" : match.route->name;
  record(std::move(request), match, arrival, served);
  if (!route.empty()) parts_.faults.answered(route);
  return std::move(served.delivery);
}

}  // namespace rehearse::wire
