#include "mocks/wire/request_head.h"

#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

std::string head(const std::string& lines) { return "GET / HTTP/1.1\r\nHost: h\r\n" + lines; }

TEST(RequestHead, KeepsHeadersAsSent) {
  const auto read =
      read_request_head("POST /a?b=%3D HTTP/1.1\r\nHost: H:80\r\nX:\t a%20b \r\nx: 2\r\n");
  ASSERT_TRUE(read.ok()) << read.error().text;
  EXPECT_EQ(read.value().method, "POST");
  EXPECT_EQ(read.value().target, "/a?b=%3D");
  EXPECT_EQ(read.value().host, "h:80");
  EXPECT_EQ(read.value().headers, (Fields{{"Host", "H:80"}, {"X", "a%20b"}, {"x", "2"}}));
  EXPECT_FALSE(read.value().content_length);
}

TEST(RequestHead, ReadsLengthChunksAndConnection) {
  const auto sized = read_request_head(head("Content-Length: 12\r\nConnection: x, Close\r\n"));
  ASSERT_TRUE(sized.ok());
  EXPECT_EQ(sized.value().content_length, 12U);
  EXPECT_FALSE(sized.value().keep_alive);
  const auto chunked = read_request_head(head("Transfer-Encoding: Chunked\r\n"));
  ASSERT_TRUE(chunked.ok());
  EXPECT_TRUE(chunked.value().chunked);
  EXPECT_TRUE(chunked.value().keep_alive);
}

TEST(RequestHead, NeedsNoHostBeforeVersionEleven) {
  const auto read = read_request_head("GET / HTTP/1.0\r\n");
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read.value().keep_alive);
}

struct Bad {
  std::string lines{};
  int status = 400;
  std::string text{};
};

TEST(RequestHead, RefusesWhatHttpForbids) {
  const std::string digits(30, '9');
  for (const Bad& bad : {
           Bad{"GET / HTTP/1.1\r\n", 400, "Host is missing"},
           Bad{head("Host: h\r\n"), 400, "Host is given twice"},
           Bad{"GET / HTTP/1.1\r\nHost: a/b\r\n", 400, "Host is not valid"},
           Bad{"GET / HTTP/1.1\r\nHost:\r\n", 400, "Host is not valid"},
           Bad{head("Content-Length: 1\r\nContent-Length: 1\r\n"), 400,
               "Content-Length is given twice"},
           Bad{head("Content-Length: 1, 1\r\n"), 400, "Content-Length is not a number"},
           Bad{head("Content-Length: -1\r\n"), 400, "Content-Length is not a number"},
           Bad{head("Content-Length: +1\r\n"), 400, "Content-Length is not a number"},
           Bad{head("Content-Length:\r\n"), 400, "Content-Length is not a number"},
           Bad{head("Content-Length: " + digits + "\r\n"), 413, "too large"},
           Bad{head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400,
               "Transfer-Encoding"},
           Bad{head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400, "twice"},
           Bad{head("Transfer-Encoding: gzip, chunked\r\n"), 501, "only chunked"},
           Bad{"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n", 400, "HTTP/1.0"},
           Bad{head("Content-Encoding: gzip\r\n"), 415, "Content-Encoding"},
           Bad{head("X: a\r\n b\r\n"), 400, "folded"},
           Bad{head("no colon\r\n"), 400, "colon"},
           Bad{head(": x\r\n"), 400, "colon"},
           Bad{head("X : a\r\n"), 400, "name"},
           Bad{head("X: a\x01\r\n"), 400, "control"},
           Bad{head("X: a\n"), 400, "CR LF"},
           Bad{"GET /\t HTTP/1.1\r\nHost: h\r\n", 400, "control"},
           Bad{"GET /\r\n", 400, "request line"},
           Bad{"GET / / HTTP/1.1\r\nHost: h\r\n", 400, "request line"},
           Bad{"G@T / HTTP/1.1\r\nHost: h\r\n", 400, "request line"},
           Bad{" / HTTP/1.1\r\nHost: h\r\n", 400, "request line"},
           Bad{"GET / HTTP/2.0\r\nHost: h\r\n", 505, "version"},
           Bad{"GET / FTP/1.1\r\nHost: h\r\n", 400, "version"},
       }) {
    const auto read = read_request_head(bad.lines);
    ASSERT_FALSE(read.ok()) << bad.lines;
    EXPECT_EQ(read.error().status, bad.status) << bad.lines << read.error().text;
    EXPECT_NE(read.error().text.find(bad.text), std::string::npos)
        << bad.lines << read.error().text;
  }
}

}  // namespace
}  // namespace rehearse::wire
