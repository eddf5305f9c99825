// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/SignOnPage.h"

#include "server/net/ProblemMapping.h"

#include <boost/json/value.hpp>

#include <QCoreApplication>

namespace tabletalk {

namespace {

/// The address that it came by holds a code: no other page and no cache is to learn it.
void keepToItself(HttpReply &reply)
{
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
}

} // namespace

HttpReply signOnPage(const Problem &problem)
{
    const QString title = QCoreApplication::translate("SignOn", "Signing in did not work");
    const QString page =
        QStringLiteral("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                       "<title>Tabletalk: %1</title></head>\n<body><main><h1>%1</h1>\n<p>%2</p>\n<p>%3</p></main>"
                       "</body></html>\n")
            .arg(title.toHtmlEscaped(), (problem.detail.isEmpty() ? problem.title : problem.detail).toHtmlEscaped(),
                 problem.hint.toHtmlEscaped());
    HttpReply reply;
    reply.status = httpStatusOf(problem.code);
    reply.contentType = "text/html; charset=utf-8";
    reply.body = page.toStdString();
    reply.headers.emplace_back("Content-Security-Policy",
                               "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    if (problem.retryAfterSeconds)
        reply.headers.emplace_back("Retry-After", std::to_string(*problem.retryAfterSeconds));
    keepToItself(reply);
    return reply;
}

HttpReply signOnRedirect(const boost::json::value &result)
{
    constexpr int seeOther = 303;
    HttpReply reply;
    reply.status = seeOther;
    reply.contentType = "text/plain; charset=utf-8";
    reply.headers.emplace_back("Location", std::string(result.at("location").as_string()));
    keepToItself(reply);
    return reply;
}

} // namespace tabletalk
