#include "harness/sandbox/sandbox_target.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/driver/api_driver.h"
#include "harness/sandbox/consent_session.h"
#include "harness/sandbox/operator_driver.h"
#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr int kNotHere = 501;

// Requests for Workato's hosts go to the engine, all others to the org.
class ByHost final : public wire::HttpCall {
 public:
  ByHost(Engine& engine, wire::HttpCall& org) : engine_(engine), org_(org) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const auto uri = wire::parse_uri(request.url);
    return uri && engine_.is_host(uri->host) ? engine_.http().send(request) : org_.send(request);
  }

 private:
  Engine& engine_;
  wire::HttpCall& org_;
};

OrgFacade::Parts parts_of(SandboxRun& run, wire::HttpCall& http) {
  return {.target = run.options().target,
          .guard = run.guard(),
          .org = run.org(),
          .http = http,
          .session = run.session(),
          .identity = run.identity(),
          .journal = run.journal(),
          .terminal = run.terminal(),
          .wait = run.options().wait};
}

std::unique_ptr<wire::HttpCall> wrapped(std::unique_ptr<wire::HttpCall> call,
                                        const wire::HttpWrapper& wrap) {
  return wrap ? wrap(std::move(call)) : std::move(call);
}

}  // namespace

SandboxTarget::SandboxTarget(SandboxRun& run, std::unique_ptr<Engine> engine,
                             const wire::HttpWrapper& admin)
    : run_(run),
      engine_(std::move(engine)),
      sites_(engine_->sites()),
      http_(std::make_unique<ByHost>(*engine_, run.org())),
      admin_(wrapped(run.org().share(), admin)),
      facade_(parts_of(run, *admin_)) {
  sites_.salesforce = run.options().target.my_domain;
  sites_.salesforce_login = run.options().target.login.login_url;
}

Result<std::unique_ptr<SandboxTarget>, Trouble> SandboxTarget::open(
    SandboxRun& run, const EngineOptions& engine, const wire::HttpWrapper& admin) {
  auto started = start_engine(engine);
  if (!started) return started.error();
  return std::unique_ptr<SandboxTarget>(new SandboxTarget(run, std::move(started).value(), admin));
}

Result<ControlAnswer, Trouble> SandboxTarget::control(std::string_view method,
                                                      std::string_view path,
                                                      std::string_view body) {
  if (path == "/workato" || path.starts_with("/workato/"))
    return engine_->control(method, path, body);
  if (path == "/clock" && method == "POST") return let_pass(body);
  auto answer = facade_.call(method, path, body);
  if (answer && answer.value().status == kNotHere) {
    const auto json = parse_json(answer.value().json);
    const Json* error = json ? find_member(json.value(), "error") : nullptr;
    inability_ = error == nullptr ? "this target cannot do that"
                                  : string_member(*error, "message").value_or("");
  }
  return answer;
}

// A short pause is waited for, and said; nobody can let months pass.
Result<ControlAnswer, Trouble> SandboxTarget::let_pass(std::string_view body) {
  const auto json = parse_json(body);
  const std::string text = json ? string_member(json.value(), "advance").value_or("") : "";
  const auto length = parse_duration(text);
  const std::chrono::seconds most = run_.options().target.limits.a_pause;
  if (!length || length.value() > most) {
    inability_ = fmt::format(
        "a sandbox's time passes by itself: a run waits for {} s at most "
        "(limits.pause_seconds in the target file)",
        most.count());
    return ControlAnswer{kNotHere, "{}", ""};
  }
  run_.terminal().say(fmt::format("Waiting {} for time to pass.\n", text));
  if (run_.options().wait(length.value())) return ControlAnswer{200, "{}", ""};
  return Trouble{Trouble::Kind::interrupted, "the run was interrupted while it waited", "", false};
}

std::optional<std::string> SandboxTarget::take_inability() {
  auto refusal = run_.org().take_refusal();
  if (refusal) return refusal;
  return std::exchange(inability_, std::nullopt);
}

Result<std::string, Trouble> SandboxTarget::browser_entry() {
  return frontdoor_of(*admin_, sites_.salesforce, run_.session().access_token);
}

std::string SandboxTarget::source_of(std::string_view verb) const {
  const bool is_workatos =
      verb.starts_with("workato.") || verb.starts_with("profile.") || verb.starts_with("recipe.");
  if (is_workatos) return "mock";
  return is_operated_ && verb.starts_with("app.") ? "person" : "sandbox";
}

std::vector<std::string> SandboxTarget::leave() { return facade_.clean_up(); }

namespace {

// What a plan demands of the org that only a mock can be told to be.
std::optional<Trouble> why_not_here(const TargetRequest& request) {
  const auto not_here = [](std::string why) {
    return Trouble{Trouble::Kind::not_here, std::move(why), "", false};
  };
  for (const auto& [name, value] : request.dials) {
    if (name.starts_with("workato.")) continue;
    return not_here(
        fmt::format("it turns the dial {} to {}: a real org is as it is, and nobody "
                    "can tell it",
                    name, value));
  }
  if (request.org_mode != "legacy")
    return not_here(fmt::format(
        "it needs an org in the mode {}, which nobody can put a real org in", request.org_mode));
  return std::nullopt;
}

class SandboxStages final : public TargetFactory {
 public:
  SandboxStages(SandboxOptions options, std::unique_ptr<Terminal> terminal, std::string driver)
      : options_(std::move(options)), terminal_(std::move(terminal)), driver_(std::move(driver)) {}

  Result<Stage, Trouble> open(const TargetRequest& request) override {
    if (!request.mistakes.mutant.empty())
      return Trouble{Trouble::Kind::refused, "a sandbox keeps its own rules: --mutant is for mocks",
                     "", false};
    if (const auto why = why_not_here(request)) return *why;
    if (const auto begun = begin(); !begun) return begun.error();
    const EngineOptions engine{.seed = request.seed,
                               .start = options_.now(),
                               .data_centre = request.data_centre,
                               .client_bugs = request.mistakes.bugs,
                               .dials = request.dials,
                               .reach_salesforce = [this, wrap = request.wrapping.workato] {
                                 return wrapped(run_->org().share(), wrap);
                               }};
    auto target = SandboxTarget::open(*run_, engine, request.wrapping.admin);
    if (!target) return target.error();
    SandboxTarget& sandbox = *target.value();
    Stage stage{std::move(target).value(), nullptr};
    if (request.wrapping.target) stage.target = request.wrapping.target(std::move(stage.target));
    if (driver_ == "api") {
      stage.driver = std::make_unique<ApiDriver>(*stage.target);
    } else {
      sandbox.set_operated();
      stage.driver = std::make_unique<OperatorDriver>(sandbox, *run_);
    }
    return stage;
  }

 private:
  Result<Done, Trouble> begin() {
    if (run_) return Done{};
    if (trouble_) return *trouble_;
    auto begun = SandboxRun::begin(options_, *terminal_);
    if (begun) {
      run_ = std::move(begun).value();
      return Done{};
    }
    trouble_ = begun.error();
    return *trouble_;
  }

  SandboxOptions options_;
  std::unique_ptr<Terminal> terminal_;
  std::string driver_;
  std::unique_ptr<SandboxRun> run_{};
  std::optional<Trouble> trouble_{};
};

}  // namespace

std::unique_ptr<TargetFactory> sandbox_targets(SandboxOptions options,
                                               std::unique_ptr<Terminal> terminal,
                                               const std::string& driver) {
  return std::make_unique<SandboxStages>(std::move(options), std::move(terminal), driver);
}

}  // namespace rehearse::harness
