// Sequences. Input: records of eight bytes (sequence/operation.h): the first says how the org and
// its two apps are set, each further one is an operation with its operands and a mutation. Holds
// after each operation: the org did what the shadow model (model/shadow.h) says it has to, the
// tokens live and die as they must (O-06 to O-08, O-13, O-14, O-R1 to O-R9), answers are
// well-formed (O-02 to O-05, O-09 to O-12), a twin that is asked the same in disguise answers the
// same (O-15 to O-18, O-22), and Workato's client keeps its own promises (O-20, O-21).
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "fuzz/sequence/operation.h"
#include "fuzz/sequence/performer.h"
#include "fuzz/sequence/workato_side.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace rehearse::fuzz;
  static OrgSide org, twin;
  const Sequence sequence = read_sequence(std::span(data, size));
  if (sequence.operations.empty()) return 0;
  transcript().begin();
  Performer performer(org, twin, sequence.setting);
  std::optional<WorkatoSide> workato;
  for (const Operation& operation : sequence.operations) {
    const bool is_workatos = operation.doing >= Doing::connect;
    if (is_workatos && !workato) workato.emplace(performer);
    if (is_workatos)
      workato->perform(operation);
    else
      performer.perform(operation);
  }
  performer.survey();
  return 0;
}
