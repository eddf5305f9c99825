// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/StandardReaders.h"

#include "server/knowledge/WebSiteCrawler.h"

namespace tabletalk {

static FetchedPage fetchedPage(CrawledPage &&page)
{
    // Some servers say one of PDFs, too.
    const bool isText = page.header.mediaType.startsWith(QLatin1StringView("text/"));
    return {QString::fromLatin1(page.url.toEncoded()), std::move(page.bytes), isText ? page.charset : QString()};
}

DocumentReaders standardReaders(const FileReaderProcess &files, const WebSiteCrawler &sites)
{
    DocumentReaders readers;
    readers.readFile = [&files](const auto &next, const ReadingTask &task, knowledge::SectionSink &sink,
                                const std::stop_token &stop) { return files.readPieces(next, task, sink, stop); };
    readers.fetchPage = [&sites](const QString &url, const std::stop_token &stop) -> Result<FetchedPage> {
        Result<CrawledPage> page = sites.fetch(QUrl(url), stop);
        if (!page)
            return std::unexpected(std::move(page).error());
        return fetchedPage(*std::move(page));
    };
    readers.crawlSite = [&sites](const SiteToCrawl &site, const auto &take, const std::stop_token &stop,
                                 const WalkCheckpoints &checkpoints) {
        CrawlPlan plan;
        plan.start = QUrl(site.url);
        plan.depth = site.depth;
        plan.pages = site.pages;
        plan.pathPrefix = site.pathPrefix;
        if (plan.pathPrefix.isEmpty()) // below the address, as whoever gave it means
            plan.pathPrefix = plan.start.path().section(u'/', 0, -2) + u'/';
        const auto taken = [&](CrawledPage &&page) { take(fetchedPage(std::move(page))); };
        return sites.crawl(plan, taken, stop, checkpoints.last, checkpoints.keep);
    };
    return readers;
}

} // namespace tabletalk
