// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tabletalk {

struct TextStream;

enum class HttpVerb { Get, Head, Post, Put, Patch, Delete, Other };

/// A request free of the library that read it. Until the body was read it is empty.
struct HttpRequest
{
    HttpVerb verb = HttpVerb::Other;
    std::string target; ///< as sent: path and query
    std::string host;
    std::string origin;
    std::string authorization;
    std::string contentType;
    std::string userAgent;
    std::string address;      ///< of whoever connected: the client or a proxy
    std::string forwardedFor; ///< as sent: who a proxy says it speaks for
    std::string accept;
    std::string acceptEncoding;
    std::string mcpRevision; ///< MCP-Protocol-Version
    std::string lastEventId; ///< Last-Event-ID: what somebody has of a stream that broke off
    bool fromLoopback = false;
    bool fromGuest = false; ///< by a listener for guests
    std::string body;
};

struct HttpReply
{
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::shared_ptr<TextStream> stream; ///< sent piece by piece instead of the body
    std::vector<std::pair<std::string, std::string>> headers;
};

struct ReplyOptions
{
    bool head = false; ///< all but the body
    bool keepAlive = true;
    bool chunked = true; ///< the client takes a body whose length is not known; HTTP/1.1
    bool tls = false;    ///< the connection is encrypted and should stay so
};

/// The bytes of the reply (without those of its stream), with the security headers that every reply carries.
std::string writeReply(const HttpReply &reply, const ReplyOptions &options);

/// One piece of a stream as HTTP/1.1 sends it; the last one is empty.
std::string chunkOf(std::string_view piece);

bool equalsNoCase(std::string_view a, std::string_view b);

/// "application/json; charset=utf-8", or anything that is JSON by its suffix.
bool isJsonType(std::string_view contentType);

/// "%41%2f+" as text; nothing when an escape is malformed. plusIsSpace for queries.
bool percentDecode(std::string_view text, bool plusIsSpace, std::string &out);

} // namespace tabletalk
