#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/reason.h"
#include "mocks/core/redact.h"
#include "mocks/wire/message.h"

namespace rehearse::wire {

// Exchange is one request and its answer as the journal keeps them: unredacted, so that recording
// costs next to nothing. It leaves the journal redacted only.
struct Exchange {
  WireRequest request{};
  std::string_view side{}, route{};  // names out of the route table
  uint64_t arrival = 0;
  int status = 0;
  Fields response_headers{};
  std::string response_body{};
  const Reason* reason = nullptr;
  std::string client{}, note{}, fault{};
};

// Journal remembers the last exchanges of an instance. Safe from any thread.
class Journal {
 public:
  static constexpr size_t kCapacity = 1'000;
  // Longer bodies and fields are not kept.
  static constexpr size_t kLongestBody = 4'096;
  static constexpr size_t kLongestField = 4'096;

  void record(Exchange exchange);
  // A value that must never be read in the journal, in whatever encoding: a consumer secret, a
  // password, an OTP, an API token. Tokens, codes and verifiers are known without.
  void add_secret(std::string_view value);

  // {"dropped","bugs","exchanges":[{"at","side","method","path","status","client","reason",…}]},
  // newest last, redacted by name and by value.
  Json read() const;
  // {"next","dropped","bugs","exchanges":[{"n","at","side","route","method","status","reason"}]}:
  // the exchanges after the n-th of all, with no text of URLs, headers or bodies, hence fast.
  // `next` is the `after` that gives only newer ones.
  Json brief(uint64_t after) const;
  // How many exchanges were recorded so far; and the reason of the newest exchange of that side
  // after the first `seen` that has one, null if none has.
  uint64_t count() const;
  const Reason* reason_since(uint64_t seen, std::string_view side) const;
  // Every secret that it knows, from being told and from the exchanges that it keeps: for whoever
  // looks that none of them turns up where it must not.
  std::vector<std::string> secrets() const;
  // Forgets the exchanges and the counts; the secrets stay.
  void clear();
  // How many exchanges ended in a mistake of the mock's own.
  uint64_t bugs() const;

 private:
  std::vector<Exchange> in_order() const;
  Redactor redactor_for(const std::vector<Exchange>& exchanges) const;

  mutable std::mutex mutex_{};
  std::vector<Exchange> ring_{};
  size_t oldest_ = 0;
  uint64_t dropped_ = 0;
  uint64_t recorded_ = 0;  // of all time, also after clear()
  uint64_t bugs_ = 0;
  mutable std::mutex secrets_mutex_{};
  Redactor secrets_{};
};

// write_exchange is the journal entry of one exchange, redacted.
Json write_exchange(const Exchange& exchange, const Redactor& redactor);
// Adds to the redactor every value that this exchange carried under the name of a secret, so that
// the same value is found wherever else it turns up.
void learn_secrets(const Exchange& exchange, Redactor& redactor);

}  // namespace rehearse::wire
