// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tabletalk {

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
    std::string address; ///< of the client
    bool fromLoopback = false;
    std::string body;
};

struct HttpReply
{
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

struct ReplyOptions
{
    bool head = false; ///< all but the body
    bool keepAlive = true;
    bool tls = false; ///< the connection is encrypted and should stay so
};

/// The bytes of the reply, with the security headers that every reply carries.
std::string writeReply(const HttpReply &reply, const ReplyOptions &options);

/// "%41%2f+" as text; nothing when an escape is malformed. plusIsSpace for queries.
bool percentDecode(std::string_view text, bool plusIsSpace, std::string &out);

} // namespace tabletalk
