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

std::string htmlOf(const ScriptedPage &page, const std::string &nonce)
{
    std::string html = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
)html";
    html.append("<title>").append(page.title).append("</title>\n");
    html.append("<style nonce=\"").append(nonce).append("\">\n:root { color-scheme: light dark; }\n");
    html.append(page.style).append("</style>\n</head>\n<body>\n").append(page.body);
    if (!page.script.empty())
        html.append("<script nonce=\"").append(nonce).append("\">\n").append(page.script).append("</script>\n");
    return html.append("</body>\n</html>\n");
}

} // namespace

HttpReply scriptedPage(const ScriptedPage &page)
{
    const std::string nonce = makeNonce();
    HttpReply reply;
    reply.contentType = "text/html; charset=utf-8";
    reply.body = htmlOf(page, nonce);
    reply.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
            + "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return reply;
}

} // namespace tabletalk
