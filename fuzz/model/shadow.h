#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/model/decode.h"
#include "mocks/core/time.h"

// The shadow model: what an authorization server with Salesforce's rules has to do, written from
// the rules (the RFCs and Salesforce's documentation) and not from the mocks. It reads the same
// bytes as the org, says what must come of them, and remembers what did.
namespace rehearse::fuzz::model {

using Scopes = std::set<std::string>;
Scopes split_scopes(std::string_view text);

// Sure is how far the rules decide. `maybe`: they are silent, or depend on what the model does not
// follow; then both outcomes are right.
enum class Sure { no, maybe, yes };

struct App {
  enum class Policy { infinite, zero, lifetime, inactivity };
  std::string name{}, key{}, secret{}, callback{};
  Scopes scopes{};
  bool rotates = true, needs_challenge = true, limits_idle = false, enabled = true;
  bool needs_secret = true, needs_secret_at_refresh = true;
  Policy policy = Policy::infinite;
  Duration period{};
  std::string allowed{};  // the only address that tokens may go to; empty: any
};

struct Code {
  int app = 0, user = 0;
  std::string challenge{};
  Scopes scopes{};
  TimePoint issued{};
  Sure good = Sure::yes;  // it can still be redeemed
  int grant = -1;         // that it was redeemed for
};

struct Grant {
  int app = 0, user = 0;
  Scopes scopes{};
  TimePoint opened{}, used{};
  int generation = 0;  // of the newest refresh token
  bool has_refresh = false;
  Sure alive = Sure::yes;        // no: everything of it is dead
  Sure renewable = Sure::yes;    // no: its refresh token is dead, access tokens live on
  uint64_t rotated_at = 0;       // requests up to this arrival ran beside the last rotation
  std::string_view why{"O-14"};  // the promise that is broken if it lives again
};

struct Token {
  std::string text{};
  int grant = 0;
  bool is_refresh = false;
  int generation = 0;
  TimePoint issued{};
  Sure alive = Sure::yes;
  bool may_use = false;  // its scope opens the data API
};

// Asked is a request to the token, revocation or introspection endpoint, as bytes.
struct Asked {
  std::string method{"POST"}, query{}, body{}, media{"application/x-www-form-urlencoded"};
  std::vector<std::string> authorization{};
  std::string peer{};
  TimePoint now{};
  uint64_t arrival = 0, latest_arrival = 0;  // its own; the newest when it was served
};

// Told is what the org answered.
struct Told {
  bool granted = false;  // status 200
  std::string access{}, refresh{}, scope{};
  bool active = false;   // of an introspection
  bool stopped = false;  // a planned fault ended the request before anything was committed
};

class Shadow {
 public:
  // Each compares what was told with what had to be, and learns from it. A promise that is broken
  // ends the process.
  void token(const Asked& asked, const Told& told);
  void revoke(const Asked& asked, const Told& told);
  void introspect(const Asked& asked, const Told& told);
  // What the data API said to an access token.
  void use(const std::string& access, bool worked, TimePoint now);
  // A code came back from the authorization endpoint.
  void approved(const std::string& code, Code what);
  // What must come of an authorization request that the person approves: the query's bytes,
  // decoded.
  Sure judge_authorize(const Pairs& query, int user) const;

  // An admin did something.
  void app_changed(int app, const App& now_so);
  void user_changed(int user, bool active);
  void password_reset(int user);

  // What introspection must say of a token to its own app, and the promise that is broken
  // otherwise.
  struct Expected {
    Sure active = Sure::maybe;
    std::string_view promise{"O-13"};
  };
  Expected expected(const Token& token, TimePoint now) const;
  // What introspection did say.
  void looked(Token& token, bool active, TimePoint now);
  // After every token was looked at: O-R9, the most grants that a user and an app may have.
  void count_live(const std::vector<size_t>& active) const;

  std::vector<App> apps{};
  std::vector<bool> users{};           // whether they are active
  bool cascades = true, locks = true;  // the dials rtr.replay, refresh.concurrent
  int touched = -1;                    // the grant that the last request was about
  std::map<std::string, Code, std::less<>> codes{};
  std::vector<Grant> grants{};
  std::vector<Token> tokens{};  // in the order of issue

 private:
  struct Client {
    int app = -1;
    Sure known = Sure::no;  // authenticated
  };
  struct Form;
  Client client(const Form& form, const Asked& asked, bool at_refresh, bool always) const;
  Token* find(std::string_view text);
  void exchange(const Form& form, const Asked& asked, const Told& told);
  void refresh(const Form& form, const Asked& asked, const Told& told);
  Sure judge_code(const Code& code, const Form& form, const Asked& asked, bool& burns) const;
  Sure judge_time(const Grant& grant, TimePoint now) const;
  void learn(int grant, const Told& told, const Asked& asked, bool rotated);
  void kill(int grant, std::string_view promise);
  void make_room(int grant);
};

}  // namespace rehearse::fuzz::model
