#include "mocks/wire/network_map.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>

namespace rehearse::wire {
namespace {

Result<NetworkMap::Addresses, std::string> normalised(const NetworkMap::Addresses& addresses) {
  NetworkMap::Addresses normal;
  for (const auto& [from, to] : addresses) {
    const auto key = normal_address(from), value = normal_address(to);
    if (!key || !value) {
      return fmt::format("\"{}\" is not an IPv4 or IPv6 address",
                         std::string_view(key ? to : from).substr(0, 60));
    }
    if (!normal.emplace(*key, *value).second)
      return fmt::format("the address {} is given twice", *key);
  }
  return normal;
}

}  // namespace

std::optional<std::string> normal_address(std::string_view address) {
  const std::string text(address);
  if (text.find('\0') != std::string::npos) return {};
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1)
    return inet_ntop(AF_INET, &v4, buffer.data(), buffer.size());
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return {};
  if (IN6_IS_ADDR_V4MAPPED(&v6))
    return inet_ntop(AF_INET, &v6.s6_addr[12], buffer.data(), buffer.size());
  return inet_ntop(AF_INET6, &v6, buffer.data(), buffer.size());
}

std::shared_ptr<const NetworkMap::Layers> NetworkMap::layers() const {
  const std::lock_guard lock(mutex_);
  return layers_;
}

std::string NetworkMap::resolve(std::string_view peer) const {
  // Dotted IPv4 as the socket gives it has one spelling only.
  const auto normal = peer.find(':') == std::string_view::npos ? std::string(peer)
                                                               : normal_address(peer).value_or("");
  const auto now = layers();
  if (const auto found = now->user.find(normal); found != now->user.end()) return found->second;
  if (const auto found = now->fixed.find(normal); found != now->fixed.end()) return found->second;
  return normal.empty() ? std::string(peer) : normal;
}

Result<Done, std::string> NetworkMap::replace(const Addresses& addresses) {
  auto normal = normalised(addresses);
  if (!normal) return normal.error();
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Layers>(*layers_);
  next->user = std::move(normal).value();
  layers_ = std::move(next);
  return Done{};
}

Result<Done, std::string> NetworkMap::replace_fixed(const Addresses& addresses) {
  auto normal = normalised(addresses);
  if (!normal) return normal.error();
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Layers>(*layers_);
  next->fixed = std::move(normal).value();
  layers_ = std::move(next);
  return Done{};
}

NetworkMap::Addresses NetworkMap::user() const { return layers()->user; }

}  // namespace rehearse::wire
