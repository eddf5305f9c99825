// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"
#include "server/knowledge/FileReaderProcess.h"
#include "server/knowledge/WebSiteCrawler.h"

#include <functional>
#include <stop_token>

namespace tabletalk {

/// A page of the web as it was found.
struct FetchedPage
{
    QString url; ///< where it was found in the end
    QByteArray bytes;
    QString charset; ///< as its server said; may be empty
};

/// Its bytes as UTF-8 where its server said that they are something else.
QByteArray inUtf8(const FetchedPage &page);

/// A site to be walked through, breadth first.
struct SiteToCrawl
{
    QString url;
    int depth = 0;
    int pages = 0;
    QString pathPrefix; ///< "/docs/"; that of the address when empty
};

/// Lets a walk through a site go on where an earlier one was cut off.
struct WalkCheckpoints
{
    QByteArray last = {}; ///< of the earlier one, or empty
    WebSiteCrawler::Keep keep = {};
};

/// What reads files and the web for documents. All block and may be called by several threads at once; they return
/// soon after stop was asked. Problems that may pass have codes of such (Busy, Unavailable, CannotConnect). What a
/// sink or callback throws goes through them.
struct DocumentReaders
{
    /// next gives the bytes piece by piece, until an empty one.
    using ReadFile = std::function<Result<knowledge::ReadingEnd>(
        const std::function<QByteArray()> &next, const ReadingTask &, knowledge::SectionSink &, std::stop_token)>;
    using FetchPage = std::function<Result<FetchedPage>(const QString &url, std::stop_token)>;
    /// Gives each page that may be kept once; one that an earlier walk gave after its last checkpoint is given again. A
    /// page that cannot be had is left out; a failure means that the site is not known, and says nothing about pages
    /// that were given before.
    using CrawlSite = std::function<Result<CrawlSummary>(
        const SiteToCrawl &, const std::function<void(FetchedPage &&)> &, std::stop_token, const WalkCheckpoints &)>;

    ReadFile readFile;
    FetchPage fetchPage;
    CrawlSite crawlSite;
};

} // namespace tabletalk
