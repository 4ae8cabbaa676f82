#include "harness/fuzz/probe_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/fuzz/probe_ground.h"

namespace rehearse::harness {
namespace {

constexpr int kTooManyRequests = 429, kServerFails = 500;

bool is_steered(const ProbeTarget& target) { return !target.control.empty(); }

ControlCaller by_listener(wire::HttpCall& http, const ProbeTarget& target) {
  return [&http, &target](std::string_view method, std::string_view path,
                          std::string_view body) -> Result<ControlAnswer, Trouble> {
    wire::HttpRequest request{.method = std::string(method),
                              .url = target.control + std::string(path),
                              .body = std::string(body),
                              .timeout = target.deadline};
    if (!body.empty()) request.headers = {{"Content-Type", "application/json"}};
    auto answer = http.send(request);
    if (!answer) return answer.error();
    return ControlAnswer{.status = answer.value().status, .json = std::move(answer.value().body)};
  };
}

ProbeMaterial material_of(const ProbeTarget& target, const Probe& probe) {
  ProbeMaterial material = made_up_material();
  // The token endpoint never hears of a real app: a wrong secret for one would be guessing.
  if (probe.endpoint != ProbeEndpoint::authorize) return material;
  if (!target.client_id.empty()) material.client_id = target.client_id;
  if (!target.redirect_uri.empty()) material.redirect_uri = target.redirect_uri;
  return material;
}

// True where the server gave no answer at all.
bool is_silent(const ProbeAnswer& seen) { return seen.status == 0; }

// Session is one run: both servers, and what has come of it so far.
class Session {
 public:
  Session(const ProbeTarget& target, wire::HttpCall& http, Target& mock,
          const ProbeRunOptions& options)
      : target_(target),
        options_(options),
        call_(http, target, options.wait, options.stopped),
        server_(call_, server_options()),
        mock_(mock.http(), mock_options(mock)),
        mock_target_(mock) {}

  ProbeResult run() {
    const std::vector<const Probe*> probes = chosen_probes(target_, options_.only);
    result_.target = target_.salesforce;
    result_.chosen = probes.size();
    if (const auto why = why_not_probed(target_)) {
      end(ProbeResult::End::unreachable, *why);
    } else if (set_up()) {
      for (size_t at = 0; at < probes.size() && goes_on(); ++at) {
        perform(*probes[at]);
        if (options_.progress) options_.progress(at + 1, probes.size());
      }
    }
    call_.begin_clean_up();
    server_.clean_up();
    mock_.clean_up();
    result_.requests = size_t(call_.sent());
    return std::move(result_);
  }

 private:
  GroundOptions server_options() {
    GroundOptions made{.origin = target_.salesforce, .deadline = target_.deadline};
    made.makes_material = is_steered(target_);
    if (is_steered(target_)) made.control = by_listener(call_, target_);
    return made;
  }
  GroundOptions mock_options(Target& mock) {
    GroundOptions made{.origin = mock.sites().salesforce, .deadline = target_.deadline};
    made.makes_material = is_steered(target_);
    made.control = [&mock](std::string_view method, std::string_view path, std::string_view body) {
      return mock.control(method, path, body);
    };
    return made;
  }

  void end(ProbeResult::End how, std::string why) {
    result_.end = how;
    result_.why = std::move(why);
  }

  // The mock takes over how the server's dials stand; then both get their apps.
  bool set_up() {
    if (is_steered(target_)) {
      const auto dials = by_listener(call_, target_)("GET", "/dials", "");
      if (!dials || dials.value().status != 200) {
        end(ProbeResult::End::unreachable,
            fmt::format("the control listener {} {}", target_.control,
                        dials ? fmt::format("answers {} to GET /dials", dials.value().status)
                              : "cannot be reached: " + dials.error().what));
        return false;
      }
      (void)mock_target_.control("PATCH", "/dials", dials.value().json);
    }
    for (ProbeGround* ground : {&server_, &mock_}) {
      const auto made = ground->set_up();
      if (made) continue;
      end(ProbeResult::End::unreachable, made.error().what);
      return false;
    }
    return is_steered(target_) || set_up_known_app();
  }

  // An app of the mock for the one that the target file names.
  bool set_up_known_app() {
    known_ = made_up_material();
    if (target_.client_id.empty()) return true;
    GroundOptions steered = mock_options(mock_target_);
    steered.makes_material = true;
    ProbeGround maker(mock_target_.http(), steered);
    const auto made = maker.set_up();
    if (made) known_ = maker.first_app();
    return made.ok();
  }

  bool goes_on() {
    if (result_.end != ProbeResult::End::whole) return false;
    if (options_.stopped && options_.stopped()) {
      end(ProbeResult::End::interrupted, "interrupted");
    } else if (call_.is_used_up()) {
      end(ProbeResult::End::used_up, fmt::format("{} requests were sent, which is all that one run "
                                                 "may send",
                                                 call_.sent()));
    }
    return result_.end == ProbeResult::End::whole;
  }

  void perform(const Probe& probe) {
    if (!is_steered(target_)) {
      server_.use(material_of(target_, probe));
      mock_.use(probe.endpoint == ProbeEndpoint::authorize ? known_ : made_up_material());
    }
    const int kept_back = call_.kept_back();
    auto server = server_.perform(probe);
    // Half a probe says nothing of the server; goes_on() says why.
    if (call_.kept_back() != kept_back) return;
    if (!server) return keep_trouble(probe, server.error());
    auto mock = mock_.perform(probe);
    if (!mock) return end(ProbeResult::End::unreachable, "the mock: " + mock.error().what);
    ProbeRow row{&probe, std::move(server).value(), std::move(mock).value(), {}};
    judge_failures(row);
    if (!row.server.applies || !row.mock.applies) {
      ++result_.left_out;
      return;
    }
    row.differs = differences(row.server, row.mock, !is_steered(target_));
    // What differs here must not show in the probes after it.
    if (!row.differs.empty()) {
      server_.forget();
      mock_.forget();
    }
    judge_silence(row);
    result_.rows.push_back(std::move(row));
  }

  // What is to be probed with cannot be made any more: the server is gone, or has changed its mind.
  void keep_trouble(const Probe& probe, const Trouble& trouble) {
    end(result_.rows.empty() ? ProbeResult::End::unreachable : ProbeResult::End::gave_up,
        fmt::format("before {}: {}", probe.id, trouble.what));
  }

  // A server of somebody else that fails again and again is not to be pushed further.
  void judge_failures(const ProbeRow& row) {
    const bool fails = row.server.status >= kServerFails && !target_.is_loopback();
    failures_ = fails ? failures_ + 1 : 0;
    if (failures_ == 1) failing_since_ = row.probe->id;
    if (failures_ < kMostTroubles) return;
    end(ProbeResult::End::gave_up,
        fmt::format("the server failed {} times in a row, from {} on ({})", kMostTroubles,
                    failing_since_, sentence_of(row.server)));
  }

  void judge_silence(const ProbeRow& row) {
    if (row.server.status == kTooManyRequests && !target_.is_loopback())
      return end(ProbeResult::End::slow_down,
                 "the server asks for fewer requests; go on later, and slower");
    const bool is_alone = is_silent(row.server) && !is_silent(row.mock);
    silent_ = is_alone ? silent_ + 1 : 0;
    if (silent_ == 1) silent_since_ = row.probe->id;
    if (silent_ < kMostTroubles) return;
    const bool never = result_.rows.size() + 1 == size_t(kMostTroubles);
    end(never ? ProbeResult::End::unreachable : ProbeResult::End::gave_up,
        fmt::format("the server gave no answer {} times in a row, from {} on ({})", kMostTroubles,
                    silent_since_, sentence_of(row.server)));
  }

  const ProbeTarget& target_;
  const ProbeRunOptions& options_;
  ProbeCall call_;
  ProbeGround server_, mock_;
  Target& mock_target_;
  ProbeMaterial known_{};
  ProbeResult result_{};
  int silent_ = 0, failures_ = 0;
  std::string silent_since_{}, failing_since_{};
};

}  // namespace

size_t ProbeResult::different() const {
  return size_t(std::count_if(rows.begin(), rows.end(),
                              [](const ProbeRow& row) { return !row.differs.empty(); }));
}

std::string_view to_text(ProbeResult::End end) {
  switch (end) {
    case ProbeResult::End::whole:
      return "whole";
    case ProbeResult::End::used_up:
      return "used_up";
    case ProbeResult::End::slow_down:
      return "slow_down";
    case ProbeResult::End::interrupted:
      return "interrupted";
    case ProbeResult::End::gave_up:
      return "gave_up";
    case ProbeResult::End::unreachable:
      return "unreachable";
  }
  return "unreachable";
}

std::vector<const Probe*> chosen_probes(const ProbeTarget& target, std::string_view only) {
  std::vector<const Probe*> all;
  for (const Probe& probe : probe_list()) {
    if ((is_steered(target) || probe.is_safe) && probe.id.starts_with(only)) all.push_back(&probe);
  }
  const auto most = size_t(target.most_requests);
  if (is_steered(target) || most == 0 || all.size() <= most) return all;
  std::vector<const Probe*> spread;
  for (size_t at = 0; at < most; ++at) spread.push_back(all[at * all.size() / most]);
  return spread;
}

ProbeResult run_probes(const ProbeTarget& target, wire::HttpCall& http, Target& mock,
                       const ProbeRunOptions& options) {
  return Session(target, http, mock, options).run();
}

}  // namespace rehearse::harness
