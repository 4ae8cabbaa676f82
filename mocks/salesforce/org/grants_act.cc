#include <algorithm>

#include "mocks/salesforce/org/grants.h"

// Who presented what: the lineage's memory, of fixed size for each grant.
namespace rehearse::salesforce {
namespace {

constexpr size_t kPeersKept = 4'000;  // addresses beyond these count as unknown

}  // namespace

Grants::Act::Act(Grants& grants, How how, std::string_view peer, TimePoint now) : grants_(grants) {
  grants_.act_ = {.how = how, .peer = grants_.number_of(peer), .at = now};
}

PeerNumber Grants::number_of(std::string_view peer) {
  // Most orgs hear from few addresses: no hash is needed to know them again.
  constexpr size_t kFew = 8;
  for (size_t number = 0; number < std::min(peers_.size(), kFew); ++number) {
    if (peers_[number] == peer) return PeerNumber(number);
  }
  const auto found = peer_numbers_.find(std::string(peer));
  if (found != peer_numbers_.end()) return found->second;
  if (peer.empty() || peers_.size() > kPeersKept) return 0;
  const auto number = PeerNumber(peers_.size());
  peers_.emplace_back(peer);
  peer_numbers_.emplace(peer, number);
  return number;
}

void Grants::present(EndedBy::Token token, GrantId id, uint32_t number) {
  if (act_.how == How::unknown) return;
  act_.token = token;
  act_.grant = id;
  act_.number = number;
  if (token == EndedBy::Token::code) {
    Code& code = codes_.at(id);
    if (code.spent == nullptr) return;
    ++code.replays;
    code.replayed_at = act_.at;
    code.replayed_by = act_.peer;
    return;
  }
  Grant& grant = grants_.at(id);
  auto& kept = token == EndedBy::Token::refresh ? grant.refresh_presented : grant.access_presented;
  kept[number % kept.size()] = {act_.at, number, act_.peer, act_.how};
}

void Grants::note(Grant& grant, GrantEvent::What what, TimePoint now, GrantEvent event) const {
  event.what = what;
  event.how = act_.how;
  event.peer = act_.peer;
  event.at = now;
  grant.add_event(event);
}

}  // namespace rehearse::salesforce
