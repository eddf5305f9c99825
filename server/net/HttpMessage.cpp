// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HttpMessage.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace tabletalk {

namespace {

struct Reason
{
    int status;
    std::string_view text;
};

constexpr std::array<Reason, 21> reasons = {{{200, "OK"},
                                             {201, "Created"},
                                             {202, "Accepted"},
                                             {204, "No Content"},
                                             {303, "See Other"},
                                             {400, "Bad Request"},
                                             {401, "Unauthorized"},
                                             {403, "Forbidden"},
                                             {404, "Not Found"},
                                             {405, "Method Not Allowed"},
                                             {406, "Not Acceptable"},
                                             {408, "Request Timeout"},
                                             {409, "Conflict"},
                                             {413, "Content Too Large"},
                                             {415, "Unsupported Media Type"},
                                             {422, "Unprocessable Content"},
                                             {426, "Upgrade Required"},
                                             {429, "Too Many Requests"},
                                             {500, "Internal Server Error"},
                                             {503, "Service Unavailable"},
                                             {504, "Gateway Timeout"}}};

std::string_view reasonOf(int status)
{
    const auto found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? "Status" : found->text;
}

bool has(const HttpReply &reply, std::string_view name)
{
    return std::ranges::any_of(reply.headers, [&](const auto &header) { return header.first == name; });
}

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return std::nullopt;
}

} // namespace

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

bool isJsonType(std::string_view contentType)
{
    std::string_view type = contentType.substr(0, contentType.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return equalsNoCase(type, "application/json")
           || (type.size() > 5 && equalsNoCase(type.substr(type.size() - 5), "+json"));
}

std::string writeReply(const HttpReply &reply, const ReplyOptions &options)
{
    constexpr int noContent = 204;
    std::string out;
    out.reserve(512 + (options.head ? 0 : reply.body.size()));
    out.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ").append(reasonOf(reply.status));
    out += "\r\nServer: Tabletalk\r\n"
           "X-Content-Type-Options: nosniff\r\n"
           "Referrer-Policy: no-referrer\r\n"
           "Cross-Origin-Resource-Policy: same-origin\r\n"
           "Cross-Origin-Opener-Policy: same-origin\r\n"
           "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n"
           "X-Frame-Options: DENY\r\n";
    if (!has(reply, "Cache-Control"))
        out += "Cache-Control: no-store\r\n";
    if (!has(reply, "Content-Security-Policy"))
        out += "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
    if (options.tls)
        out += "Strict-Transport-Security: max-age=31536000\r\n";
    for (const auto &[name, value] : reply.headers)
        out.append(name).append(": ").append(value).append("\r\n");
    if (reply.status != noContent) {
        out.append("Content-Type: ").append(reply.contentType).append("\r\n");
        if (!reply.stream)
            out.append("Content-Length: ").append(std::to_string(reply.body.size())).append("\r\n");
        else if (options.chunked)
            out += "Transfer-Encoding: chunked\r\n";
    }
    out += options.keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (!options.head && reply.status != noContent)
        out += reply.body;
    return out;
}

std::string chunkOf(std::string_view piece)
{
    std::string chunk;
    chunk.reserve(piece.size() + 24);
    std::array<char, 20> size{};
    const auto end = std::to_chars(size.begin(), size.end(), piece.size(), 16).ptr;
    chunk.append(size.begin(), end).append("\r\n").append(piece).append("\r\n");
    return chunk;
}

bool percentDecode(std::string_view text, bool plusIsSpace, std::string &out)
{
    out.clear();
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const auto high = i + 2 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
            const auto low = high ? hexDigit(text[i + 2]) : std::nullopt;
            if (!low)
                return false;
            out += char(*high * 16 + *low);
            i += 2;
        } else {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return true;
}

} // namespace tabletalk
