// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/knowledge/WebSiteCrawler.h"

#include <QSet>

#include <deque>
#include <optional>

namespace tabletalk {

/// Where a walk through a site is: what waits to be visited, what was seen, and what came of it. Bounded, as a site may
/// make up addresses without end; can be kept and taken up again.
class CrawlFrontier
{
public:
    struct Place
    {
        QUrl url;
        int depth = 0;
    };

    /// Once for each address; normalised ones only.
    void add(const QUrl &url, int depth);
    /// False where it was seen before.
    bool markSeen(const QUrl &url);
    std::optional<Place> next();
    bool isEmpty() const { return m_waiting.empty(); }
    /// Addresses were left out.
    bool isFull() const { return m_isFull; }
    /// So few addresses that it may be kept after each page.
    bool isSmall() const { return m_addressBytes < smallAddressBytes; }

    CrawlSummary summary;
    qint64 bytes = 0;
    std::chrono::milliseconds elapsed{0};

    QByteArray kept() const;
    /// Nothing where the bytes are none of these.
    static std::optional<CrawlFrontier> fromKept(const QByteArray &bytes);

    static constexpr qint64 mostAddressBytes = 2 * 1024 * 1024;
    static constexpr qint64 smallAddressBytes = 64 * 1024;

private:
    std::deque<Place> m_waiting;
    QSet<QByteArray> m_seen;
    qint64 m_addressBytes = 0;
    bool m_isFull = false;
};

} // namespace tabletalk
