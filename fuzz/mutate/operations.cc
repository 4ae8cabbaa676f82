#include "fuzz/mutate/operations.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "fuzz/sequence/operation.h"

namespace rehearse::fuzz {
namespace {

constexpr size_t kRecord = Operation::kSize;
using Record = std::array<uint8_t, kRecord>;

// Draws numbers from libFuzzer's seed (splitmix64): no state is kept between calls.
class Draw {
 public:
  explicit Draw(uint32_t seed) : state_(seed) {}
  uint64_t below(uint64_t bound) {
    state_ += 0x9E3779B97F4A7C15U;
    uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return bound == 0 ? 0 : (mixed ^ (mixed >> 31)) % bound;
  }
  uint8_t byte() { return uint8_t(below(256)); }
  bool one_in(uint64_t bound) { return below(bound) == 0; }

 private:
  uint64_t state_;
};

std::vector<Record> records_of(std::span<const uint8_t> input) {
  std::vector<Record> records;
  for (size_t at = 0; at + kRecord <= input.size(); at += kRecord) {
    Record record{};
    std::copy_n(input.begin() + std::ptrdiff_t(at), kRecord, record.begin());
    records.push_back(record);
  }
  return records;
}

size_t write(const std::vector<Record>& records, std::span<uint8_t> result) {
  size_t size = 0;
  for (const Record& record : records) {
    if (size + kRecord > result.size()) break;
    std::copy(record.begin(), record.end(), result.begin() + std::ptrdiff_t(size));
    size += kRecord;
  }
  return size;
}

Record operation(Doing doing, Draw& draw) {
  Record record{uint8_t(doing)};
  record[1] = uint8_t(draw.below(4));
  // Zeros are what a careful client would do. What is picked is most often new; how the client says
  // who it is, and what else it does, is sometimes anything.
  if (draw.one_in(4)) record[2] = uint8_t(draw.below(draw.one_in(2) ? 4 : 256));
  if (draw.one_in(5)) record[3] = draw.byte();
  if (draw.one_in(2)) record[4] = draw.byte();
  if (draw.one_in(5)) {
    record[5] = uint8_t(128 + draw.below(128));
    record[6] = draw.byte();
    record[7] = draw.byte();
  }
  return record;
}

Record any_operation(Draw& draw) {
  return operation(Doing(draw.below(uint64_t(Doing::count_))), draw);
}

// Steps that belong together.
std::vector<Record> phrase(Draw& draw) {
  static constexpr Doing kPhrases[][4] = {
      {Doing::approve, Doing::exchange, Doing::refresh, Doing::refresh},
      {Doing::approve, Doing::exchange, Doing::exchange, Doing::use},
      {Doing::approve, Doing::exchange, Doing::race, Doing::refresh},
      {Doing::approve, Doing::exchange, Doing::revoke, Doing::introspect},
      {Doing::approve, Doing::exchange, Doing::advance, Doing::refresh},
      {Doing::approve, Doing::exchange, Doing::policy, Doing::refresh},
      {Doing::approve, Doing::advance, Doing::exchange, Doing::leave_out},
      {Doing::connect, Doing::come_back, Doing::advance, Doing::job},
      {Doing::connect, Doing::come_back, Doing::come_back, Doing::job},
      {Doing::advance, Doing::lose, Doing::job, Doing::job},
      {Doing::connect, Doing::lose, Doing::come_back, Doing::come_back},
  };
  std::vector<Record> records;
  for (const Doing doing : kPhrases[draw.below(std::size(kPhrases))])
    records.push_back(operation(doing, draw));
  return records;
}

void change_one(std::vector<Record>& records, Draw& draw) {
  Record& record = records[1 + draw.below(records.size() - 1)];
  const size_t at = draw.below(kRecord);
  record[at] = at == 0          ? uint8_t(draw.below(uint64_t(Doing::count_)))
               : draw.one_in(2) ? draw.byte()
                                : uint8_t(record[at] + 1 - 2 * draw.below(2));
}

void change(std::vector<Record>& records, Draw& draw) {
  const auto place = [&] {
    return records.begin() + std::ptrdiff_t(1 + draw.below(records.size()));
  };
  const bool has_some = records.size() > 1;
  switch (draw.below(8)) {
    case 0: {
      const std::vector<Record> more = phrase(draw);
      records.insert(place(), more.begin(), more.end());
      return;
    }
    case 1:
      records.insert(place(), any_operation(draw));
      return;
    case 2:
      if (has_some)
        records.erase(records.begin() + std::ptrdiff_t(1 + draw.below(records.size() - 1)));
      return;
    case 3: {
      if (!has_some) return;
      const Record copy = records[1 + draw.below(records.size() - 1)];
      records.insert(place(), copy);
      return;
    }
    case 4:
      if (has_some)
        std::swap(records[1 + draw.below(records.size() - 1)],
                  records[1 + draw.below(records.size() - 1)]);
      return;
    case 5:
      records.front()[draw.below(3)] = draw.one_in(3) ? 0 : draw.byte();
      return;
    default:
      if (has_some) change_one(records, draw);
      return;
  }
}

}  // namespace

size_t mutate_operations(std::span<uint8_t> input, size_t size, size_t most, uint32_t seed) {
  Draw draw(seed);
  std::vector<Record> records = records_of(input.first(size));
  if (records.empty()) records.push_back({0, draw.byte(), draw.byte()});
  for (uint64_t times = 1 + draw.below(3); times > 0; --times) change(records, draw);
  if (records.size() < 2) records.push_back(any_operation(draw));
  return write(records, input.first(std::min(most, (kMostOperations + 1) * kRecord)));
}

size_t cross_operations(std::span<const uint8_t> left, std::span<const uint8_t> right,
                        std::span<uint8_t> result, uint32_t seed) {
  Draw draw(seed);
  std::vector<Record> records = records_of(left);
  const std::vector<Record> others = records_of(right);
  if (records.empty() || others.size() < 2) return write(records, result);
  records.resize(1 + draw.below(records.size()));
  records.insert(records.end(), others.begin() + std::ptrdiff_t(1 + draw.below(others.size() - 1)),
                 others.end());
  return write(records, result);
}

}  // namespace rehearse::fuzz
