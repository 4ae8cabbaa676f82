#include "harness/sandbox/org_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "harness/sandbox/guard_rules.h"
#include "harness/sandbox/own_tokens.h"
#include "harness/sandbox/request_kind.h"
#include "harness/target/hosts.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr int kCleanupRequests = 200;

using std::chrono::minutes;
using std::chrono::seconds;

// How long a token endpoint that is busy is left alone if it doesn't say.
constexpr seconds kUsualPause{60};

}  // namespace

struct OrgGuard::State {
  State(const TargetFile& target_in, wire::HttpCall& inner_in, bool second_flag_in,
        std::function<TimePoint()> now_in)
      : target(target_in),
        inner(inner_in),
        second_flag(second_flag_in),
        now(std::move(now_in)),
        no_pin(why_no_pin(target_in, second_flag_in)),
        pinned(origin_of(target_in.my_domain).value_or(wire::Uri{}).host),
        login_host(origin_of(target_in.login.login_url).value_or(wire::Uri{}).host) {}

  Trouble refuse(const std::string& host, std::string what) const {
    return {Trouble::Kind::refused, std::move(what) + "; nothing was sent.", host, false};
  }
  // A cap of the run: what needs more of it cannot be done here.
  Trouble no_more(const std::string& host, std::string what) const {
    return {Trouble::Kind::not_here, std::move(what) + "; nothing was sent", host, false};
  }
  std::optional<Trouble> wrong_place(const wire::HttpRequest& request, const wire::Uri& uri) const;
  std::optional<Trouble> not_now(const std::string& host, const RequestKind& kind) const;
  std::optional<Trouble> too_many(const std::string& host, const RequestKind& kind);
  void count(const RequestKind& kind);
  void learn(const Result<wire::WireResponse, Trouble>& answer, const std::string& host,
             const RequestKind& kind);
  bool is_admitted() const { return admitted && ended.empty(); }

  const TargetFile target;
  wire::HttpCall& inner;
  const bool second_flag;
  const std::function<TimePoint()> now;
  const std::string no_pin, pinned, login_host;

  std::mutex mutex{};  // guards what follows
  bool admitted = false;
  std::string access_token{};  // of the session that was admitted
  std::string ended{};         // why nothing is changed any more
  int sent = 0, changing = 0, tokens = 0;
  FailureRow failures{};
  std::optional<std::pair<FailureRow, int>> before_cleanup{};  // failures and requests
  std::deque<TimePoint> logins{};                              // of the last minute
  std::optional<TimePoint> pause_until{};
  OwnTokens tokens_given{};
};

std::optional<Trouble> OrgGuard::State::wrong_place(const wire::HttpRequest& request,
                                                    const wire::Uri& uri) const {
  if (!no_pin.empty()) return refuse(uri.host, no_pin);
  // Where two readers of an address differ, one may see another host than the other.
  if (uri.host.empty() || has_odd_character(request.url))
    return refuse(pinned, "the address of the request is not well-formed");
  if (uri.host != pinned && uri.host != login_host) {
    const bool has_secret = holds_credential(request, uri);
    return refuse(
        uri.host,
        fmt::format("{} is neither the pinned org ({}) nor its login host ({}){}", uri.host, pinned,
                    login_host, has_secret ? ", and the request holds a credential" : ""));
  }
  if (auto why = why_odd_request(request, uri)) return refuse(uri.host, *std::move(why));
  return std::nullopt;
}

std::optional<Trouble> OrgGuard::State::not_now(const std::string& host,
                                                const RequestKind& kind) const {
  if (!failures.broken().empty()) return refuse(host, failures.broken());
  if (!ended.empty() && kind.is_token) return refuse(host, ended);
  if (!kind.is_changing) return std::nullopt;
  if (host != pinned)
    return refuse(host, fmt::format("a request that changes something goes to the pinned org ({}) "
                                    "only, not to {}",
                                    pinned, host));
  if (!ended.empty()) return refuse(host, ended);
  if (!admitted)
    return refuse(host, fmt::format("{} has not yet said that it is the pinned sandbox, and until "
                                    "then it is only read",
                                    host));
  if (!kind.is_known)
    return no_more(host,
                   "of what changes an org a run only deploys its own app, reads and replaces its "
                   "keys, authorizes it and revokes that");
  return std::nullopt;
}

std::optional<Trouble> OrgGuard::State::too_many(const std::string& host, const RequestKind& kind) {
  const OrgLimits& limits = target.limits;
  if (sent >= limits.requests)
    return no_more(host, fmt::format("this run has sent its {} requests (limits.requests in the "
                                     "target file)",
                                     limits.requests));
  if (!kind.is_token) return std::nullopt;
  if (tokens >= limits.token_requests)
    return no_more(host, fmt::format("this run has sent its {} token requests "
                                     "(limits.token_requests in the target file)",
                                     limits.token_requests));
  const TimePoint present = now();
  if (pause_until && present < *pause_until)
    return no_more(host, fmt::format("the token endpoint asked to be left alone for another {} s; "
                                     "wait that long",
                                     std::chrono::ceil<seconds>(*pause_until - present).count()));
  while (!logins.empty() && logins.front() + minutes(1) <= present) logins.pop_front();
  if (kind.is_login && int(logins.size()) >= limits.logins_a_minute)
    return no_more(
        host,
        fmt::format("this run has logged in {} times within a minute "
                    "(limits.logins_a_minute in the target file); wait {} s",
                    logins.size(),
                    std::chrono::ceil<seconds>(logins.front() + minutes(1) - present).count()));
  return std::nullopt;
}

void OrgGuard::State::count(const RequestKind& kind) {
  ++sent;
  if (kind.is_changing) ++changing;
  if (!kind.is_token) return;
  ++tokens;
  if (kind.is_login) logins.push_back(now());
}

void OrgGuard::State::learn(const Result<wire::WireResponse, Trouble>& answer,
                            const std::string& host, const RequestKind& kind) {
  const int status = answer ? answer.value().status : 0;
  // A 500 may be the org's own answer to a request; these come from what stands before it.
  if (!answer && answer.error().kind == Trouble::Kind::interrupted) return;
  const bool failed = !answer || status == 502 || status == 503 || status == 504;
  failures.count(host, failed);
  if (!answer || !kind.is_token || (status != 429 && status != 503)) return;
  const auto pause = retry_after(answer.value(), kUsualPause);
  if (pause || status == 429) pause_until = now() + pause.value_or(kUsualPause);
}

OrgGuard::OrgGuard(const TargetFile& target, wire::HttpCall& inner, bool second_flag,
                   std::function<TimePoint()> now)
    : state_(std::make_unique<State>(target, inner, second_flag, std::move(now))) {}
OrgGuard::~OrgGuard() = default;

Result<wire::WireResponse, Trouble> OrgGuard::send(const wire::HttpRequest& request) {
  State& state = *state_;
  const auto uri = wire::parse_uri(request.url);
  if (!uri) return state.refuse("", "the request has no address");
  if (auto trouble = state.wrong_place(request, *uri)) return *std::move(trouble);
  const RequestKind kind = kind_of_request(request, *uri);
  {
    const std::lock_guard lock(state.mutex);
    auto trouble = state.not_now(uri->host, kind);
    if (!trouble) {
      if (auto why = state.tokens_given.why_not(request, *uri, !state.admitted))
        trouble = state.refuse(uri->host, *std::move(why));
    }
    if (!trouble) trouble = state.too_many(uri->host, kind);
    if (trouble) return *std::move(trouble);
    state.count(kind);
  }
  wire::HttpRequest bounded = request;
  bounded.timeout =
      std::min<std::chrono::milliseconds>(request.timeout, state.target.limits.a_request);
  auto answer = state.inner.send(bounded);
  const std::lock_guard lock(state.mutex);
  state.learn(answer, uri->host, kind);
  if (answer) state.tokens_given.learn(request, *uri, answer.value());
  if (answer && answer.value().status >= 400) blank_echoes(request, *uri, answer.value());
  return answer;
}

Result<OrgIdentity, Trouble> OrgGuard::admit(const OrgSession& session) {
  State& state = *state_;
  const auto instance = origin_of(session.instance_url);
  if (!instance || instance->origin() != "https://" + state.pinned)
    return state.refuse(state.pinned,
                        fmt::format("the login is one of {}, and the target file pins {}: log in "
                                    "to the pinned org",
                                    instance ? instance->origin() : "no address", state.pinned));
  auto identity = identify(state.target, session.access_token, state.second_flag, *this);
  const std::lock_guard lock(state.mutex);
  if (!identity) {
    if (identity.error().kind == Trouble::Kind::refused) state.admitted = false;
    return identity;
  }
  state.admitted = true;
  state.access_token = session.access_token;
  return identity;
}

Result<Done, Trouble> OrgGuard::admit_again() {
  State& state = *state_;
  std::string token;
  {
    const std::lock_guard lock(state.mutex);
    if (!state.is_admitted())
      return state.refuse(state.pinned, state.ended.empty()
                                            ? state.pinned + " has not been admitted yet"
                                            : state.ended);
    // Without room for its two questions nothing was learnt about the org.
    if (state.sent + 2 > state.target.limits.requests)
      return state.refuse(state.pinned, fmt::format("this run has sent its {} requests "
                                                    "(limits.requests in the target file)",
                                                    state.target.limits.requests));
    token = state.access_token;
  }
  const auto identity = identify(state.target, token, state.second_flag, *this);
  if (identity) return Done{};
  const std::lock_guard lock(state.mutex);
  if (identity.error().kind == Trouble::Kind::refused && state.ended.empty())
    state.ended = fmt::format("the run ended when {} was asked again who it is ({})", state.pinned,
                              identity.error().what);
  return identity.error();
}

void OrgGuard::begin_cleanup() {
  const std::lock_guard lock(state_->mutex);
  if (state_->before_cleanup) return;
  state_->before_cleanup = {state_->failures, state_->sent};
  state_->failures = {};
  state_->sent = std::max(0, state_->target.limits.requests - kCleanupRequests);
}

void OrgGuard::end_cleanup() {
  const std::lock_guard lock(state_->mutex);
  if (!state_->before_cleanup) return;
  std::tie(state_->failures, state_->sent) = *state_->before_cleanup;
  state_->before_cleanup.reset();
}

std::string OrgGuard::why_ended() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ended.empty() ? state_->failures.broken() : state_->ended;
}

int OrgGuard::sent() const {
  const std::lock_guard lock(state_->mutex);
  return state_->sent;
}

int OrgGuard::changing() const {
  const std::lock_guard lock(state_->mutex);
  return state_->changing;
}

}  // namespace rehearse::harness
