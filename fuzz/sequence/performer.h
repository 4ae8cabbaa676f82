#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/model/shadow.h"
#include "fuzz/sequence/disguise.h"
#include "fuzz/sequence/operation.h"
#include "fuzz/sequence/org_side.h"
#include "fuzz/sequence/telling.h"
#include "harness/mutations/mutations.h"

namespace rehearse::fuzz {

// Seen are values that came up in a sequence, to be used again.
struct Seen {
  std::string text{};
  int app = 0;
  std::string verifier{};  // of a code
};

// Performer performs the requests of a sequence on the org and on its twin, and lets the shadow
// model judge each answer.
class Performer {
 public:
  // The orgs outlive every sequence; the twin is only used where the setting says so.
  Performer(OrgSide& org, OrgSide& twin, const Setting& setting);

  void perform(const Operation& operation);
  // Everything that was ever given out is looked at.
  void survey();

  // A request of Workato's, which is judged like any other. Nothing if its answer is lost.
  std::optional<wire::WireResponse> carry(Raw raw);
  // A code by an approval without mistakes, known to the model.
  std::string approve_for(int app, int user, const std::string& challenge, model::Scopes scopes);

  TimePoint now() const { return now_; }
  model::Shadow& shadow() { return shadow_; }
  const model::App& app(int at) const { return shadow_.apps[size_t(at)]; }
  Telling& telling() { return telling_; }
  // The next request is lost, or its answer is; or the next one for tokens.
  void lose_next(bool before, bool of_tokens) {
    (before ? lose_before_ : lose_answer_) = true;
    loses_tokens_ = of_tokens;
  }

 private:
  // What the org made of a request to one of the OAuth endpoints.
  struct Outcome {
    Served served{};
    model::Asked asked{};
    model::Told told{};
    bool lost = false;  // nobody received the answer
  };
  // `twins`: when it arrived at the twin; 0: now.
  Outcome send(Raw raw, uint64_t arrival, uint64_t twins = 0);
  void judge(const Outcome& outcome, std::string_view path);
  void keep(const model::Told& told, int app);
  void mutate(const Operation& operation, Raw& raw);
  void sign(const Operation& operation, Raw& raw, int app) const;
  const Seen* pick(const Operation& operation, int kind);

  void authorize(const Operation& operation);
  void exchange(const Operation& operation);
  void refresh(const Operation& operation);
  void race(const Operation& operation);
  void revoke(const Operation& operation);
  void introspect(const Operation& operation);
  void use(const Operation& operation);
  void leave_out(const Operation& operation);
  void advance(const Operation& operation);
  void change_policy(const Operation& operation);
  void change_user(const Operation& operation);
  Raw exchange_request(const Operation& operation, int& app);
  Raw refresh_request(const Operation& operation, int& app);
  void ask_and_judge(const Operation& operation, Raw raw, int app);
  bool look_at(size_t token);
  void look_around();
  void check_silence(const Outcome& outcome, const Raw& raw) const;
  void perform_one(const Operation& operation);

  OrgSide& org_;
  OrgSide& twin_;
  const Setting setting_;
  model::Shadow shadow_{};
  Telling telling_{};
  TimePoint now_ = kRunStart;
  wire::WireRequest asking_{};  // an introspection, made once
  std::vector<Seen> codes_{}, refreshes_{}, accesses_{};
  std::optional<Raw> refused_{};  // the last token request that was
  int refused_app_ = 0;           // and whose it was
  bool lose_before_ = false, lose_answer_ = false, loses_tokens_ = false;
  size_t turn_ = 0;  // which token is looked at next
};

}  // namespace rehearse::fuzz
