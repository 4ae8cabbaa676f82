#include "mocks/wire/journal.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/wire/reasons.h"

namespace rehearse::wire {
namespace {

void forget_long(std::string& text, size_t longest) {
  if (text.size() <= longest) return;
  text = "[" + std::to_string(text.size()) + " bytes]";
  text.shrink_to_fit();
}

// Deploy packages and pages would fill the memory, and nobody reads them here.
void keep_small(Exchange& exchange) {
  WireRequest& request = exchange.request;
  const bool shown = request.form_state == FormState::unsupported;
  if (!shown || request.body.size() > Journal::kLongestBody) std::string().swap(request.body);
  std::string().swap(request.target);
  for (Field& field : request.form) {
    // A file may be a package with secrets in it, in whatever encoding.
    forget_long(field.value, field.is_file ? 0 : Journal::kLongestField);
  }
  for (Field& header : request.headers) forget_long(header.value, Journal::kLongestField);
  forget_long(exchange.response_body, Journal::kLongestBody);
}

}  // namespace

void Journal::record(Exchange exchange) {
  keep_small(exchange);
  const std::lock_guard lock(mutex_);
  ++recorded_;
  if (exchange.reason == &reason::mock_bug) ++bugs_;
  if (ring_.size() < kCapacity) {
    ring_.push_back(std::move(exchange));
    return;
  }
  // Swapping hands the old entry to the caller's stack: it is freed after the lock is gone.
  std::swap(ring_[oldest_], exchange);
  oldest_ = (oldest_ + 1) % kCapacity;
  ++dropped_;
}

void Journal::add_secret(std::string_view value) {
  const std::lock_guard lock(secrets_mutex_);
  secrets_.add(value);
}

std::vector<Exchange> Journal::in_order() const {
  std::vector<Exchange> ordered(ring_.begin() + long(oldest_), ring_.end());
  ordered.insert(ordered.end(), ring_.begin(), ring_.begin() + long(oldest_));
  return ordered;
}

uint64_t Journal::count() const {
  const std::lock_guard lock(mutex_);
  return recorded_;
}

const Reason* Journal::reason_since(uint64_t seen, std::string_view side) const {
  const std::lock_guard lock(mutex_);
  const uint64_t fresh = std::min<uint64_t>(recorded_ - seen, ring_.size());
  for (size_t back = 1; back <= fresh; ++back) {
    const Exchange& exchange = ring_[(oldest_ + ring_.size() - back) % ring_.size()];
    if (exchange.reason != nullptr && exchange.side == side) return exchange.reason;
  }
  return nullptr;
}

Redactor Journal::redactor_for(const std::vector<Exchange>& exchanges) const {
  Redactor redactor;
  {
    const std::lock_guard lock(secrets_mutex_);
    redactor = secrets_;
  }
  for (const Exchange& exchange : exchanges) learn_secrets(exchange, redactor);
  return redactor;
}

std::vector<std::string> Journal::secrets() const {
  std::vector<Exchange> exchanges;
  {
    const std::lock_guard lock(mutex_);
    exchanges = in_order();
  }
  return redactor_for(exchanges).known();
}

Json Journal::read() const {
  Json json;
  std::vector<Exchange> exchanges;
  {
    const std::lock_guard lock(mutex_);
    json = Json{{"dropped", dropped_}, {"bugs", bugs_}};
    exchanges = in_order();
  }
  const Redactor redactor = redactor_for(exchanges);
  Json& list = json["exchanges"] = Json::array();
  for (const Exchange& exchange : exchanges) list.push_back(write_exchange(exchange, redactor));
  return json;
}

Json Journal::brief(uint64_t after) const {
  const std::lock_guard lock(mutex_);
  Json json{{"next", recorded_}, {"dropped", dropped_}, {"bugs", bugs_}};
  Json& list = json["exchanges"] = Json::array();
  const uint64_t before_oldest = recorded_ - ring_.size();
  for (uint64_t n = std::max(after, before_oldest) + 1; n <= recorded_; ++n) {
    const Exchange& exchange = ring_[(oldest_ + (n - before_oldest - 1)) % ring_.size()];
    list.push_back({{"n", n},
                    {"at", format_time(exchange.request.received_at)},
                    {"side", exchange.side},
                    {"route", exchange.route},
                    {"method", exchange.request.method},
                    {"status", exchange.status},
                    {"reason", nullptr}});
    if (exchange.reason != nullptr) list.back()["reason"] = exchange.reason->name;
  }
  return json;
}

void Journal::clear() {
  std::vector<Exchange> forgotten;
  const std::lock_guard lock(mutex_);
  forgotten.swap(ring_);
  oldest_ = 0;
  dropped_ = 0;
  bugs_ = 0;
}

uint64_t Journal::bugs() const {
  const std::lock_guard lock(mutex_);
  return bugs_;
}

}  // namespace rehearse::wire
