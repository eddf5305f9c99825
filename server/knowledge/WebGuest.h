// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/knowledge/RobotsRules.h"
#include "server/knowledge/WebSiteCrawler.h"
#include "server/outbound/HttpClient.h"

#include <QHash>

#include <optional>

namespace tabletalk {

/// Asks web sites as a guest: by their robots.txt, with pauses, and following redirects one by one. Of one walk, on one
/// thread.
class WebGuest
{
public:
    struct Manners
    {
        std::chrono::milliseconds pause;
        std::stop_token stop;
    };
    WebGuest(HttpClient &http, const Clock &clock, const WebSiteCrawler::Wait &wait, Manners manners);

    struct Visit
    {
        QUrl url; ///< where it was found in the end
        WebAnswer answer;
    };
    /// mayLead: whether a redirect may be followed there. Fails with Forbidden (by robots.txt, or it may not lead
    /// there), and as HttpClient; statuses of 400 and more are NotFound, or Unavailable when they may pass.
    Result<Visit> get(const QUrl &url, qint64 mostBytes, const std::function<bool(const QUrl &)> &mayLead);

    /// What the site's robots.txt says, read once.
    Result<const knowledge::RobotsRules *> rulesOf(const QUrl &url);

    static constexpr int mostRedirects = 5; ///< RFC 9309 asks for as many for robots.txt
    static QString agent();                 ///< the name that robots.txt knows this program by

private:
    struct Rules
    {
        knowledge::RobotsRules rules;
        std::optional<Problem> problem; ///< why they could not be had
    };

    Result<WebAnswer> send(const QUrl &url, qint64 mostBytes, bool cut);
    Result<WebAnswer> sendOnce(const QUrl &url, qint64 mostBytes, bool cut);
    Rules readRules(const QUrl &url);
    void pauseBefore(const QUrl &url);

    HttpClient &m_http;
    const Clock &m_clock;
    const WebSiteCrawler::Wait &m_wait;
    Manners m_manners;
    QHash<QString, Rules> m_rules;     ///< by origin
    QHash<QString, Instant> m_visited; ///< by host, when last
};

} // namespace tabletalk
