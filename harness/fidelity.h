#pragma once

namespace rehearse::harness {

// Prints the ledger: every rule of the mocks with its basis and source, and what the mocks can't
// show; as a table or as JSON. Returns the exit code, always 0.
int fidelity(bool as_json);

}  // namespace rehearse::harness
