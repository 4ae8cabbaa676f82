#include "mocks/wire/http_session.h"

#include "mocks/core/text.h"
#include "mocks/wire/request_body.h"

namespace rehearse::wire {
namespace {

// "Request entity too large" starts at 16,384 bytes of URI at Salesforce (REST API developer guide,
// limits).
constexpr size_t kLongestTarget = 16'384;
constexpr size_t kLongestRequestLine = kLongestTarget + 64;
constexpr size_t kLongestHead = 65'536;

WireResponse plain_refusal(const Problem& problem) {
  return json_response(problem.status, R"({"error":"invalid_request","error_description":")" +
                                           std::string(problem.text) + R"("})");
}

}  // namespace

bool HttpSession::read_head() {
  using Read = Connection::Read;
  head_ = {};
  problem_.reset();
  delivery_ = {};
  connection_.set_deadline(options_.idle_timeout);
  if (connection_.wait_for_bytes() != Read::ok) return false;
  connection_.set_deadline(options_.request_timeout);
  std::string lines, line;
  for (;;) {
    const bool first = lines.empty();
    const size_t limit = first ? kLongestRequestLine : kLongestHead - lines.size();
    const Read read = connection_.read_line(line, limit);
    if (read == Read::closed || read == Read::broken) return false;
    if (read == Read::timeout) problem_ = Problem{408, "the head did not arrive in time"};
    if (read == Read::too_long) {
      problem_ = first ? Problem{414, "the request's target is too long"}
                       : Problem{431, "the request's head is too large"};
    }
    if (problem_) break;
    const bool empty = line == "\r\n" || line == "\n";
    if (empty && first) continue;  // RFC 9112 section 2.2: an empty line before it is skipped
    if (empty) break;
    lines += line;
  }
  if (!problem_) {
    auto head = read_request_head(lines);
    if (head) {
      head_ = std::move(head).value();
    } else {
      problem_ = head.error();
    }
  }
  if (head_.target.size() > kLongestTarget)
    problem_ = Problem{414, "the request's target is too long"};
  if (!problem_) check_body_limit();
  if (problem_) head_.keep_alive = false;  // where the next request starts is unknown
  return true;
}

// The head alone decides how long the body may be, so that one that is too long is not read, and a
// client that asks first (RFC 9110 section 10.1.1) is not invited to send it.
void HttpSession::check_body_limit() {
  const bool has_body = head_.chunked || head_.content_length.value_or(0) > 0;
  if (!has_body) return;
  body_limit_ = options_.body_limit_of ? options_.body_limit_of(head_.method, head_.target)
                                       : options_.body_limit;
  if (head_.content_length.value_or(0) > body_limit_)
    problem_ = Problem{413, "the body is too large"};
}

bool HttpSession::expects_continue() const {
  if (problem_) return false;
  return lower(header_of(head_.headers, "Expect").value_or("")) == "100-continue";
}

WireRequest HttpSession::request(std::string body) {
  const std::string_view scheme = options_.tls == nullptr ? "http://" : "https://";
  RequestParts parts;
  parts.method = head_.method;
  parts.origin = head_.host.empty() ? own_origin_ : std::string(scheme) + head_.host;
  parts.target = std::move(head_.target);
  parts.headers = std::move(head_.headers);
  parts.body = std::move(body);
  parts.peer = peer_;
  return make_request(std::move(parts));
}

void HttpSession::refuse(const Problem& problem) {
  head_.keep_alive = false;
  delivery_ = {};
  if (!options_.refused) {
    delivery_.response = plain_refusal(problem);
    return;
  }
  WireRequest known;
  if (!head_.target.empty()) known = request({});
  known.peer = peer_;
  delivery_.response = options_.refused(problem, std::move(known));
}

void HttpSession::serve() {
  if (problem_) return refuse(*problem_);
  auto body = read_request_body(connection_, head_, body_limit_);
  if (!body) return refuse(body.error());
  delivery_ = handler_(request(std::move(body).value()));
}

// Sends the head and that many bytes of the body; the rest stays pending.
bool HttpSession::cut(size_t body_bytes) {
  std::string& pending = connection_.pending();
  const bool interim = pending.starts_with("HTTP/1.1 100 ");
  const size_t head_end = pending.find("\r\n\r\n", interim ? pending.find("\r\n\r\n") + 4 : 0);
  const size_t body = head_end == std::string::npos ? pending.size() : head_end + 4;
  const size_t end = body + std::min(body_bytes, pending.size() - body);
  std::string rest = pending.substr(end);
  pending.resize(end);
  const bool sent = connection_.flush();
  pending = std::move(rest);
  return sent;
}

bool HttpSession::deliver() {
  connection_.set_deadline(options_.request_timeout);
  if (delivery_.how == Delivery::How::drop) {
    connection_.pending().clear();
    return false;
  }
  if (delivery_.how == Delivery::How::truncate) {
    cut(delivery_.bytes);
    connection_.pending().clear();
    return false;
  }
  if (delivery_.pause) {
    if (!cut(delivery_.pause_at)) return false;
    delivery_.pause();
    connection_.set_deadline(options_.request_timeout);
  }
  return connection_.flush() && !delivery_.close_after;
}

}  // namespace rehearse::wire
