#include "fuzz/sequence/operation.h"

namespace rehearse::fuzz {

std::string_view to_text(Doing doing) {
  switch (doing) {
    case Doing::approve:
      return "approve";
    case Doing::deny:
      return "deny";
    case Doing::exchange:
      return "exchange";
    case Doing::refresh:
      return "refresh";
    case Doing::revoke:
      return "revoke";
    case Doing::introspect:
      return "introspect";
    case Doing::use:
      return "use";
    case Doing::advance:
      return "advance";
    case Doing::policy:
      return "policy";
    case Doing::user:
      return "user";
    case Doing::lose:
      return "lose";
    case Doing::race:
      return "race";
    case Doing::leave_out:
      return "leave_out";
    case Doing::connect:
      return "connect";
    case Doing::come_back:
      return "come_back";
    case Doing::job:
      return "job";
    case Doing::store:
      return "store";
    case Doing::count_:
      break;
  }
  return "";
}

Sequence read_sequence(std::span<const uint8_t> input) {
  Sequence sequence;
  if (input.size() < Operation::kSize) return sequence;
  Setting& setting = sequence.setting;
  setting.cascades = (input[0] & 1) == 0;
  setting.locks = (input[0] & 2) == 0;
  setting.has_twin = (input[0] & 12) == 12;
  setting.twin_differs = (input[0] & 16) != 0;
  setting.first = input[1];
  setting.second = input[2];
  for (input = input.subspan(Operation::kSize);
       input.size() >= Operation::kSize && sequence.operations.size() < kMostOperations;
       input = input.subspan(Operation::kSize)) {
    sequence.operations.push_back({.doing = Doing(input[0] % uint8_t(Doing::count_)),
                                   .app = input[1],
                                   .pick = input[2],
                                   .other = input[3],
                                   .extra = input[4],
                                   .mutation = input[5],
                                   .index = input[6],
                                   .choice = input[7]});
  }
  return sequence;
}

}  // namespace rehearse::fuzz
