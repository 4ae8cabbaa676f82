#include "mocks/wire/request_body.h"

#include <charconv>
#include <optional>

#include "mocks/core/text.h"

namespace rehearse::wire {
namespace {

constexpr size_t kLongestChunkLine = 1'024;
constexpr size_t kMostTrailers = 64;
constexpr Problem kTooLarge{413, "the body is too large"};
constexpr Problem kBrokenChunk{400, "the body's chunks are broken"};

Problem read_problem(Connection::Read read) {
  if (read == Connection::Read::timeout) return {408, "the body did not arrive in time"};
  if (read == Connection::Read::too_long) return kBrokenChunk;
  return {400, "the body ended too early"};
}

// "1a2b;extension" without the line end.
std::optional<size_t> chunk_size(std::string_view line) {
  line = trim(line.substr(0, line.find(';')));
  size_t size = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  const bool whole = error == std::errc() && end == line.data() + line.size();
  return whole ? std::optional(size) : std::nullopt;
}

Result<std::string, Problem> read_chunks(Connection& connection, size_t limit) {
  std::string body, line;
  for (;;) {
    auto read = connection.read_line(line, kLongestChunkLine);
    if (read != Connection::Read::ok) return read_problem(read);
    if (!line.ends_with("\r\n")) return kBrokenChunk;
    const auto size = chunk_size(std::string_view(line).substr(0, line.size() - 2));
    if (!size) return kBrokenChunk;
    if (*size == 0) break;
    if (*size > limit - body.size()) return kTooLarge;
    read = connection.read_exactly(body, *size);
    if (read != Connection::Read::ok) return read_problem(read);
    read = connection.read_line(line, 2);
    if (read != Connection::Read::ok) return read_problem(read);
    if (line != "\r\n") return kBrokenChunk;
  }
  for (size_t trailers = 0; trailers <= kMostTrailers; ++trailers) {
    const auto read = connection.read_line(line, kLongestChunkLine);
    if (read != Connection::Read::ok) return read_problem(read);
    if (line == "\r\n") return body;
  }
  return kBrokenChunk;
}

}  // namespace

Result<std::string, Problem> read_request_body(Connection& connection, const RequestHead& head,
                                               size_t limit) {
  if (head.chunked) return read_chunks(connection, limit);
  std::string body;
  // RFC 9112 section 6.3 rule 7: without a length and without chunks there is no body.
  if (!head.content_length || *head.content_length == 0) return body;
  if (*head.content_length > limit) return kTooLarge;
  body.reserve(size_t(*head.content_length));
  const auto read = connection.read_exactly(body, size_t(*head.content_length));
  if (read != Connection::Read::ok) return read_problem(read);
  return body;
}

}  // namespace rehearse::wire
