#include "harness/record/recorder.h"

#include <mutex>
#include <utility>

#include "harness/record/exchange_writer.h"
#include "harness/record/references.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string_view words(Trouble::Kind kind) {
  switch (kind) {
    case Trouble::Kind::unreachable:
      return "unreachable";
    case Trouble::Kind::tls:
      return "no TLS";
    case Trouble::Kind::timeout:
      return "timeout";
    case Trouble::Kind::interrupted:
      return "interrupted";
    case Trouble::Kind::bad_answer:
      return "no HTTP answer";
    case Trouble::Kind::refused:
    case Trouble::Kind::not_here:
      return "not sent";
  }
  return "";
}

// The version in the first path that has one: /services/data/v67.0.
std::string version_in(const std::vector<RecordedExchange>& exchanges) {
  for (const RecordedExchange& one : exchanges) {
    for (const std::string& part : split(one.url, '/')) {
      const bool is_version = part.size() > 2 && part[0] == 'v' &&
                              part.find_first_not_of("0123456789.", 1) == std::string::npos;
      if (is_version) return part.substr(1);
    }
  }
  return {};
}

}  // namespace

struct Recorder::State {
  // An exchange takes its place when its request leaves, so that concurrent answers don't mix.
  size_t begin(const std::string& by, const wire::HttpRequest& request) {
    const std::lock_guard lock(mutex);
    exchanges.push_back({.step = step, .by = by, .request = request});
    return exchanges.size() - 1;
  }
  void end(size_t place, const Result<wire::WireResponse, Trouble>& answer) {
    const std::lock_guard lock(mutex);
    if (answer) {
      exchanges[place].response = answer.value();
    } else {
      exchanges[place].trouble = words(answer.error().kind);
    }
  }

  mutable std::mutex mutex{};
  std::string step{};
  std::vector<std::string> steps{};
  RecordingMeta meta{};
  std::vector<RawExchange> exchanges{};
  std::vector<std::string> hidden{}, kept{};

  class Port;
};

class Recorder::State::Port final : public wire::HttpCall {
 public:
  Port(State& state, wire::HttpCall& inner, std::string by)
      : state_(state), inner_(inner), by_(std::move(by)) {}
  Port(State& state, std::unique_ptr<wire::HttpCall> inner, std::string by)
      : state_(state), owned_(std::move(inner)), inner_(*owned_), by_(std::move(by)) {}

  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const size_t place = state_.begin(by_, request);
    auto answer = inner_.send(request);
    state_.end(place, answer);
    return answer;
  }

 private:
  State& state_;
  std::unique_ptr<wire::HttpCall> owned_{};
  wire::HttpCall& inner_;
  std::string by_;
};

Recorder::Recorder() : state_(std::make_unique<State>()) {}
Recorder::~Recorder() = default;

void Recorder::step_begins(std::string_view id) {
  const std::lock_guard lock(state_->mutex);
  state_->step = id;
  if (!id.empty()) state_->steps.emplace_back(id);
}

void Recorder::hide(std::string_view secret) {
  const std::lock_guard lock(state_->mutex);
  state_->hidden.emplace_back(secret);
}

void Recorder::keep_address(std::string_view range) {
  const std::lock_guard lock(state_->mutex);
  state_->kept.emplace_back(range);
}

std::unique_ptr<wire::HttpCall> Recorder::on(wire::HttpCall& inner, std::string by) {
  return std::make_unique<State::Port>(*state_, inner, std::move(by));
}

std::unique_ptr<wire::HttpCall> Recorder::around(std::unique_ptr<wire::HttpCall> inner,
                                                 std::string by) {
  return std::make_unique<State::Port>(*state_, std::move(inner), std::move(by));
}

void Recorder::describe(RecordingMeta meta) {
  const std::lock_guard lock(state_->mutex);
  state_->meta = std::move(meta);
}

Recording Recorder::recording(std::string_view scenario) const {
  const std::lock_guard lock(state_->mutex);
  Recording recording{.meta = state_->meta, .steps = state_->steps};
  recording.meta.scenario = scenario;
  References references(state_->kept);
  ExchangeWriter writer(references);
  // A secret may stand in a text before the exchange that names it: the first pass only learns.
  for (const RawExchange& exchange : state_->exchanges) writer.write(exchange);
  for (const std::string& secret : state_->hidden) references.refer("hidden", secret);
  for (const RawExchange& exchange : state_->exchanges)
    recording.exchanges.push_back(writer.write(exchange));
  if (recording.meta.api_version.empty())
    recording.meta.api_version = version_in(recording.exchanges);
  return recording;
}

std::string Recorder::document(std::string_view scenario) const {
  return write_recording(recording(scenario));
}

}  // namespace rehearse::harness
