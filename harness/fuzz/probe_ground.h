#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/fuzz/probe_list.h"
#include "harness/fuzz/probe_verdict.h"
#include "mocks/control.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// A call of a mock's control facade or of its listener.
using ControlCaller = std::function<Result<ControlAnswer, Trouble>(
    std::string_view method, std::string_view path, std::string_view body)>;

struct GroundOptions {
  std::string origin{};
  std::chrono::milliseconds deadline{5'000};
  ControlCaller control{};     // empty: a server that cannot be steered
  bool makes_material = true;  // false: the material below is all there is
  ProbeMaterial material{};
};

// ProbeGround is one server that probes are sent to, and what is made on it so that they mean
// something: two apps of the probe's own, a code for each probe of one, tokens of the other for as
// long as they live.
class ProbeGround {
 public:
  ProbeGround(wire::HttpCall& http, GroundOptions options);

  // Makes the apps; nothing where no material is made.
  Result<Done, Trouble> set_up();
  // Takes away what set_up() made, and nothing else. What goes wrong is of no interest any more.
  void clean_up();

  // Trouble is what keeps material from being made; what the probe itself meets is observed.
  Result<ProbeAnswer, Trouble> perform(const Probe& probe);

  // What the next probe is made from, where no material is made.
  void use(ProbeMaterial material) { options_.material = std::move(material); }
  // Lets the tokens go, so that the next probe that needs some begins anew.
  void forget() { live_.reset(); }
  const ProbeMaterial& first_app() const { return apps_[0].material; }

  // For sequences.
  struct Answered {
    std::string access_token{}, refresh_token{};
  };
  ProbeAnswer ask(ProbeEndpoint endpoint, const ProbeDraft& draft, Answered* answered = nullptr);
  Result<ProbeMaterial, Trouble> with_code();    // of the first app
  Result<ProbeMaterial, Trouble> with_tokens();  // of the second app, of a grant of their own
  const ProbeMaterial& other_app() const { return apps_[1].material; }
  // "active", "over", or what introspection says else.
  std::string state_of(const std::string& token, const ProbeMaterial& caller);

 private:
  struct App {
    std::string id{};
    ProbeMaterial material{};
  };

  Result<Json, Trouble> steer(std::string_view method, const std::string& path, const Json& body);
  Result<App, Trouble> make_app(int number);
  Result<std::string, Trouble> approve(const ProbeMaterial& app);
  Result<ProbeMaterial, Trouble> material_for(ProbeEndpoint endpoint);
  wire::HttpRequest bounded(wire::HttpRequest request) const;
  void follow(const Probe& probe, const MadeRequest& made, const Asked& asked,
              const ProbeMaterial& material, ProbeAnswer& seen);
  void approve_after(const std::string& query, const Asked& asked, ProbeAnswer& seen);
  void look_after(const ProbeMaterial& material, ProbeAnswer& seen);

  wire::HttpCall& http_;
  GroundOptions options_;
  std::string user_{};
  std::vector<App> apps_{};
  std::optional<ProbeMaterial> live_{};  // tokens that are good, as far as anybody knows
};

}  // namespace rehearse::harness
