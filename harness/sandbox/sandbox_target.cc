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

// Requests for Workato's hosts go there, all others to the org.
class ByHost final : public wire::HttpCall {
 public:
  using IsHost = std::function<bool(std::string_view)>;
  ByHost(IsHost is_workatos, wire::HttpCall& workato, wire::HttpCall& org)
      : is_workatos_(std::move(is_workatos)), workato_(workato), org_(org) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const auto uri = wire::parse_uri(request.url);
    return uri && is_workatos_(uri->host) ? workato_.send(request) : org_.send(request);
  }

 private:
  IsHost is_workatos_;
  wire::HttpCall& workato_;
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
          .wait = run.wait(),
          .workspace = run.workspace()};
}

std::unique_ptr<wire::HttpCall> wrapped(std::unique_ptr<wire::HttpCall> call,
                                        const wire::HttpWrapper& wrap) {
  return wrap ? wrap(std::move(call)) : std::move(call);
}

// What no API of a real workspace does.
Result<ControlAnswer, Trouble> not_in_workspace(std::string_view path) {
  const std::string_view what =
      path.starts_with("/workato/jobs")
          ? "a real workspace runs no job over its API: run a recipe there by hand"
          : "a real workspace has no way to do that over its API";
  return ControlAnswer{
      kNotHere, dump_json({{"error", {{"code", "not_on_this_target"}, {"message", what}}}}), ""};
}

}  // namespace

SandboxTarget::SandboxTarget(SandboxRun& run, std::unique_ptr<Engine> engine,
                             const wire::HttpWrapper& admin)
    : run_(run),
      engine_(std::move(engine)),
      admin_(wrapped(run.org().share(), admin)),
      facade_(parts_of(run, *admin_)) {
  if (engine_) {
    sites_ = engine_->sites();
    http_ =
        std::make_unique<ByHost>([this](std::string_view host) { return engine_->is_host(host); },
                                 engine_->http(), run.org());
  } else {
    const WorkatoSites at =
        workato_sites(run.options().target.data_centre).value_or(WorkatoSites{});
    workspace_ = std::make_unique<OwnWorkspace>(*run.workspace(), run.journal(), run.org(), at);
    sites_.workato = at.api;
    sites_.workato_callback = at.callback;
    sites_.workato_token = run.workspace()->token().value;
    http_ = std::make_unique<ByHost>(
        [this](std::string_view host) { return workspace_->is_host(host); }, *workspace_,
        run.org());
  }
  sites_.salesforce = run.options().target.my_domain;
  sites_.salesforce_login = run.options().target.login.login_url;
}

Result<std::unique_ptr<SandboxTarget>, Trouble> SandboxTarget::open(
    SandboxRun& run, const EngineOptions& engine, const wire::HttpWrapper& admin) {
  if (run.workspace() != nullptr)
    return std::unique_ptr<SandboxTarget>(new SandboxTarget(run, nullptr, admin));
  auto started = start_engine(engine);
  if (!started) return started.error();
  return std::unique_ptr<SandboxTarget>(new SandboxTarget(run, std::move(started).value(), admin));
}

Result<ControlAnswer, Trouble> SandboxTarget::control(std::string_view method,
                                                      std::string_view path,
                                                      std::string_view body) {
  const bool is_workatos = path == "/workato" || path.starts_with("/workato/");
  if (is_workatos && engine_) return engine_->control(method, path, body);
  if (path == "/clock" && method == "POST") return let_pass(body);
  auto answer = is_workatos ? not_in_workspace(path) : facade_.call(method, path, body);
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
  if (run_.wait()(length.value())) return ControlAnswer{200, "{}", ""};
  return Trouble{Trouble::Kind::interrupted, "the run was interrupted while it waited", "", false};
}

std::optional<std::string> SandboxTarget::take_inability() {
  auto refusal = run_.org().take_refusal();
  if (refusal) return refusal;
  if (run_.workspace() != nullptr) {
    if (auto why = run_.workspace()->take_refusal()) return why;
  }
  return std::exchange(inability_, std::nullopt);
}

Result<std::string, Trouble> SandboxTarget::browser_entry() {
  return frontdoor_of(*admin_, sites_.salesforce, run_.session().access_token);
}

std::string SandboxTarget::source_of(std::string_view verb) const {
  const bool is_workatos =
      verb.starts_with("workato.") || verb.starts_with("profile.") || verb.starts_with("recipe.");
  if (is_workatos) return engine_ ? "mock" : "workspace";
  return is_operated_ && verb.starts_with("app.") ? "person" : "sandbox";
}

std::vector<std::string> SandboxTarget::leave() {
  run_.begin_cleanup();
  return facade_.clean_up();
}

namespace {

// What a plan demands of the org or the workspace that only a mock can be told to be.
std::optional<Trouble> why_not_here(const TargetRequest& request, bool has_workspace) {
  const auto not_here = [](std::string why) {
    return Trouble{Trouble::Kind::not_here, std::move(why), "", false};
  };
  for (const auto& [name, value] : request.dials) {
    const bool is_workatos = name.starts_with("workato.");
    if (is_workatos && !has_workspace) continue;
    return not_here(
        fmt::format("it turns the dial {} to {}: a real {} is as it is, and nobody can tell it",
                    name, value, is_workatos ? "workspace" : "org"));
  }
  if (has_workspace && !request.mistakes.bugs.empty())
    return not_here(
        fmt::format("it has Workato make a mistake ({}), and a real workspace makes its "
                    "own",
                    request.mistakes.bugs.front()));
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
      return Trouble{Trouble::Kind::not_here,
                     "it has the org break a rule (a mutant), and a sandbox keeps its own", "",
                     false};
    const bool has_workspace = options_.target.workato == TargetFile::Workato::workspace;
    if (const auto why = why_not_here(request, has_workspace)) return *why;
    if (const auto begun = begin(); !begun) return begun.error();
    if (driver_ != "api" && run_->workspace() != nullptr)
      return Trouble{Trouble::Kind::refused,
                     "a person's clicks are not told for a real workspace: run with --driver api",
                     "", false};
    run_->end_cleanup();
    if (std::string why = run_->why_ended(); !why.empty())
      return Trouble{Trouble::Kind::refused, std::move(why), options_.target.my_domain, false};
    const std::string& centre = options_.target.data_centre;
    if (run_->workspace() != nullptr && request.data_centre != centre)
      return Trouble{Trouble::Kind::not_here,
                     fmt::format("the scenario is about the data centre {} and the workspace is in "
                                 "{}: add --data-centre {}",
                                 request.data_centre, centre, centre),
                     "", false};
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
