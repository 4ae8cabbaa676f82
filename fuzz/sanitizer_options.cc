// What AddressSanitizer is told in every target. ASAN_OPTIONS goes before it.

extern "C" const char* __asan_default_options();

// Short stacks, and a quarantine of a MiB: an input frees less than that, and a larger one costs a
// quarter of the speed in cache misses.
extern "C" const char* __asan_default_options() {
  return "malloc_context_size=4:quarantine_size_mb=1:thread_local_quarantine_size_kb=64";
}
