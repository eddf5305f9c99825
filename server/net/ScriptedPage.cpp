// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ScriptedPage.h"

#include <QRandomGenerator>
#include <QString>

#include <array>

namespace tabletalk {

namespace {

std::string makeNonce()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex().toStdString();
}

} // namespace

HttpReply scriptedPage(std::string_view html)
{
    constexpr std::string_view mark = "@NONCE@";
    const std::string nonce = makeNonce();
    HttpReply reply;
    reply.contentType = "text/html; charset=utf-8";
    reply.body = html;
    for (size_t at = reply.body.find(mark); at != std::string::npos; at = reply.body.find(mark, at))
        reply.body.replace(at, mark.size(), nonce);
    reply.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
            + "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return reply;
}

} // namespace tabletalk
