#pragma once

#include <cstddef>
#include <functional>

#include "mocks/wire/message.h"

namespace rehearse::wire {

// Delivery is a response and how it is to reach the client. As it starts out it is right: whole,
// and the connection stays open.
struct Delivery {
  enum class How {
    whole,
    drop,      // close the connection without a byte
    truncate,  // the head and `bytes` of the body, then close
  };
  How how = How::whole;
  WireResponse response{};
  size_t bytes = 0;
  bool close_after = false;
  // Where not empty: called once `pause_at` bytes of the body have been sent. It blocks.
  std::function<void()> pause{};
  size_t pause_at = 0;
};

}  // namespace rehearse::wire
