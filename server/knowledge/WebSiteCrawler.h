// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <stop_token>
#include <vector>

namespace tabletalk {

class Clock;
class FileReaderProcess;
class HttpClient;

/// How far a web site is walked through.
struct CrawlPlan
{
    QUrl start;
    QString pathPrefix = {}; ///< pages below it alone, as "/help/"; all of the site when empty
    int depth = 2;           ///< links from the start; 0: the one page
    int pages = 100;         ///< that are given
    qint64 pageBytes = 10LL * 1024 * 1024;
    qint64 wholeBytes = 1024LL * 1024 * 1024;
    std::chrono::milliseconds wholeTime{std::chrono::hours(6)};
    std::chrono::milliseconds pause{1'000}; ///< between two requests; longer where robots.txt asks for it
    bool sitemap = true;                    ///< begin with what the site's own list names, too
};

struct CrawledPage
{
    QUrl url;         ///< where it was found in the end, without fragment
    int depth = 0;    ///< links from the start
    QByteArray bytes; ///< as they came
    QString name;     ///< of a file for its kind, such as "page.html"
    QString charset;  ///< what its server said; may be empty
    QByteArray etag;  ///< of its server; may be empty
    QByteArray lastModified;
    knowledge::DocumentHeader header;
};

/// A page that was not given, and why.
struct CrawlRefusal
{
    QUrl url;
    Problem problem;
};

struct CrawlSummary
{
    enum Limit { None, Pages, Bytes, Time, Addresses };

    int pages = 0;                      ///< that were given, by earlier runs from a checkpoint too
    int forbidden = 0;                  ///< by robots.txt
    int notToKeep = 0;                  ///< pages that ask for it ("noindex")
    int notRead = 0;                    ///< pages that failed, or are of a kind that is not read
    Limit endedBy = None;               ///< what was left is not known
    std::vector<CrawlRefusal> refusals; ///< the first of what was not read
};

/// Walks through a web site breadth first, as a guest: by robots.txt, one request at a time with pauses, only within
/// the site. All requests go through HttpClient on a tenant's behalf; redirects are followed here, one by one, so that
/// each is held against robots.txt and the site, and its address against ReachableHosts when the socket opens. Pages
/// are read by FileReaderProcess. Blocks: for threads of jobs. Thread-safe.
class WebSiteCrawler
{
public:
    /// Waits, or returns as soon as stop is requested.
    using Wait = std::function<void(std::chrono::milliseconds, const std::stop_token &)>;
    /// Gets each page once. May throw, which ends the walk.
    using PageTaker = std::function<void(CrawledPage &&)>;
    /// Takes a checkpoint, now and then.
    using Keep = std::function<void(QByteArray)>;

    /// http, reader and clock outlive it.
    WebSiteCrawler(HttpClient &http, const FileReaderProcess &reader, const Clock &clock, Wait wait = {});

    /// checkpoint: what keep got last from a walk that did not end; the walk goes on there, and pages that were given
    /// since may be given again. Fails when the start cannot be had: OutboundRefused, Forbidden (robots.txt, or it
    /// leads to another site), CannotConnect, NotFound, TooLarge, UnsupportedMedia, RequestTimeout; or with Cancelled.
    Result<CrawlSummary> crawl(const CrawlPlan &plan, const PageTaker &take, std::stop_token stop = {},
                               const QByteArray &checkpoint = {}, const Keep &keep = {}) const;

    /// One page, by the same rules.
    Result<CrawledPage> fetch(const QUrl &url, std::stop_token stop = {}) const;

private:
    HttpClient &m_http;
    const FileReaderProcess &m_reader;
    const Clock &m_clock;
    Wait m_wait;
};

} // namespace tabletalk
