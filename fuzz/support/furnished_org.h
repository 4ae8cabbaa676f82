#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/time.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// What the furnished org's apps are.
struct KnownApp {
  std::string key{}, secret{}, callback{};
  bool needs_secret = true;
  bool rotates = true;
  bool is_enabled = true;
  bool has_allowlist = false;
};

// KnownThing is a code or a token that the furnished org issued, whatever became of it since.
struct KnownThing {
  enum class Kind : uint8_t { code, refresh, access };
  std::string word{};  // what inputs call it: `$code`
  Kind kind = Kind::code;
  std::string text{};
  size_t app = 0;  // whose it is, as a number of apps()
  salesforce::GrantId grant = 0;
  uint32_t number = 0;       // the generation of a refresh token, the number of an access token
  bool is_good = false;      // it may be used
  bool is_replaced = false;  // a refresh token of a chain that lives
  bool is_redeemed = false;  // a code that gave a grant
  bool of_active_user = true;
  std::string callback{}, verifier{};  // of a code; no verifier: no challenge
};

// FurnishedOrg is an org in which everything was there before the input begins: an app that demands
// PKCE, rotates and has an allowlist; a public one that does neither; one that was switched off;
// codes and tokens in every state. The same every time: the seed is fixed.
class FurnishedOrg {
 public:
  FurnishedOrg();
  FurnishedOrg(const FurnishedOrg&) = delete;
  FurnishedOrg& operator=(const FurnishedOrg&) = delete;

  static constexpr std::string_view kAllowedPeer = "52.5.142.59";
  static constexpr TimePoint now() { return kRunStart + std::chrono::hours(24 * 500); }

  salesforce::Org& org() { return *org_; }
  const std::vector<KnownApp>& apps() const { return apps_; }
  const std::vector<KnownThing>& things() const { return things_; }
  const wire::Fields& words() const { return words_; }
  // Which words suit which parameter.
  const wire::Fields& fitting() const { return fitting_; }
  const std::string& session() const { return session_; }  // the administrator's cookie
  const std::string& app_id(size_t app) const { return app_ids_[app]; }

  // Which of things() are good now, a bit each.
  uint64_t alive();
  // The same as the org was furnished.
  uint64_t alive_at_first() const { return alive_at_first_; }
  // What a request that changes nothing leaves as it is: uses, counters and times of every grant.
  uint64_t fingerprint();
  uint64_t fingerprint_at_first() const { return fingerprint_at_first_; }
  // As it was in the beginning, if something changed.
  void restore();

 private:
  void add_app(KnownApp app, bool pkce);
  void add_user_tokens();
  void add_codes();
  void add_former_tokens();
  void add_second_app();
  void switch_off();
  void name_the_rest();
  void build();
  // Opening a code's seal for every input would be most of what alive() costs.
  void find_codes(salesforce::Grants& grants);
  salesforce::GrantId approve(std::string_view user, size_t app, Duration ago,
                              std::string_view word = {});
  void code(std::string_view word, size_t app, std::string_view verifier, Duration ago);
  void thing(KnownThing thing);
  void access(std::string_view word, salesforce::GrantId grant, std::string text, bool is_good);
  void refresh(std::string_view word, salesforce::GrantId grant, std::string text, bool is_good,
               bool is_replaced = false);

  std::unique_ptr<salesforce::Org> org_;
  std::vector<KnownApp> apps_{};
  std::vector<std::string> app_ids_{};
  std::vector<KnownThing> things_{};
  std::vector<const salesforce::Code*> codes_{};  // by things(): where the org keeps each code
  std::vector<salesforce::GrantId> grants_{};
  wire::Fields words_{}, fitting_{};
  std::string session_{};
  salesforce::Tokens issued_{};  // by the last approval
  std::shared_ptr<const salesforce::Grants::Saved> saved_{};
  uint64_t alive_at_first_ = 0, fingerprint_at_first_ = 0;
  int served_ = 0;
};

}  // namespace rehearse::fuzz
