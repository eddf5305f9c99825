// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/WebSiteCrawler.h"

#include "core/base/Clock.h"
#include "core/knowledge/WebAddress.h"
#include "server/knowledge/CrawlFrontier.h"
#include "server/knowledge/FileReaderProcess.h"
#include "server/knowledge/WebGuest.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace tabletalk {

using namespace Qt::StringLiterals;
using knowledge::webAddress;

namespace {

constexpr size_t mostRefusalsTold = 50;
constexpr int pagesBetweenCheckpoints = 20;
constexpr qint64 mostSitemapBytes = 5 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebSites", text);
}

void waitUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, stop, time, [] { return false; });
}

/// A walk needs to know what a page is and where it leads; its text is read later, by whoever keeps it.
class HeaderTaker final : public knowledge::SectionSink
{
public:
    bool begin(knowledge::DocumentHeader given) override
    {
        header = std::move(given);
        return false;
    }
    bool take(knowledge::Section) override { return false; }

    std::optional<knowledge::DocumentHeader> header;
};

/// "text/html; charset=windows-1252"
QString charsetOf(const QByteArray &contentType)
{
    static const QRegularExpression charset(u"charset\\s*=\\s*\"?([A-Za-z0-9_.:-]+)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return charset.match(QString::fromLatin1(contentType)).captured(1);
}

QString nameOf(const QUrl &url, const QString &mediaType)
{
    const QString last = url.fileName();
    if (mediaType == u"text/html")
        return u"page.html"_s;
    return last.contains(u'.') ? last : u"page"_s;
}

/// What a server asks with a header (X-Robots-Tag), as a page does with its meta element.
void obeyHeaders(const WebAnswer &answer, knowledge::DocumentHeader &header)
{
    for (const auto &[name, value] : answer.headers) {
        if (name != "x-robots-tag")
            continue;
        QString wishes = QString::fromLatin1(value).toLower();
        const QString agent = wishes.section(u':', 0, 0).trimmed();
        if (wishes.contains(u':') && agent == WebGuest::agent().toLower())
            wishes = wishes.section(u':', 1);
        else if (wishes.contains(u':') && !agent.contains(u',') && !agent.startsWith("unavailable_after"_L1)
                 && !agent.startsWith("max-"_L1))
            continue; // somebody else's
        for (const QString &wish : wishes.split(u',')) {
            const QString word = wish.trimmed();
            header.mayIndex = header.mayIndex && word != u"noindex" && word != u"none";
            header.mayFollow = header.mayFollow && word != u"nofollow" && word != u"none";
        }
    }
}

/// The addresses of a sitemap. It is not parsed: what stands between <loc> and </loc> is looked at as an address.
std::vector<QUrl> locationsIn(const QByteArray &sitemap)
{
    std::vector<QUrl> found;
    for (qsizetype at = sitemap.indexOf("<loc>"); at >= 0; at = sitemap.indexOf("<loc>", at)) {
        at += 5;
        const qsizetype end = sitemap.indexOf('<', at);
        if (end < 0)
            break;
        const QByteArray address = sitemap.sliced(at, end - at).trimmed().replace("&amp;", "&");
        if (const auto url = webAddress(QUrl::fromEncoded(address)))
            found.push_back(*url);
    }
    return found;
}

/// One walk.
class Walk
{
public:
    Walk(const CrawlPlan &plan, WebGuest &guest, const FileReaderProcess &reader, std::stop_token stop)
        : m_plan(plan)
        , m_guest(guest)
        , m_reader(reader)
        , m_stop(std::move(stop))
    {}

    /// What is found there, read as far as the walk needs it.
    Result<CrawledPage> visit(const QUrl &url, qint64 mostBytes, bool anyPath) const
    {
        const auto mayLead = [&](const QUrl &target) { return isOfSite(target) && (anyPath || isInside(target)); };
        Result<WebGuest::Visit> visit = m_guest.get(url, mostBytes, mayLead);
        if (!visit)
            return std::unexpected(std::move(visit).error());
        CrawledPage page;
        page.url = visit->url;
        page.charset = charsetOf(visit->answer.header("content-type"));
        page.etag = visit->answer.header("etag");
        page.lastModified = visit->answer.header("last-modified");
        page.bytes = std::move(visit->answer.body);
        HeaderTaker taker;
        ReadingTask task;
        task.name = nameOf(page.url, {});
        task.base = page.url;
        task.charset = page.charset;
        const Result<knowledge::ReadingEnd> read = m_reader.readBytes(page.bytes, std::move(task), taker, m_stop);
        if (!taker.header)
            return std::unexpected(read ? Problem::of(ProblemCode::UnsupportedMedia) : read.error());
        page.header = *std::move(taker.header);
        page.name = nameOf(page.url, page.header.mediaType);
        obeyHeaders(visit->answer, page.header);
        return page;
    }

    bool isOfSite(const QUrl &url) const { return knowledge::isSameSite(url, m_plan.start); }
    bool isInside(const QUrl &url) const { return isOfSite(url) && knowledge::isBelow(url, m_plan.pathPrefix); }

    void addLinks(CrawlFrontier &frontier, const CrawledPage &page, int depth) const
    {
        if (!page.header.mayFollow || depth >= m_plan.depth)
            return;
        for (const QString &link : page.header.links) {
            const auto url = webAddress(QUrl(link));
            if (url && isInside(*url))
                frontier.add(*url, depth + 1);
        }
    }

    void addSitemaps(CrawlFrontier &frontier) const
    {
        const Result<const knowledge::RobotsRules *> rules = m_guest.rulesOf(m_plan.start);
        if (!rules || !m_plan.sitemap || m_plan.depth < 1)
            return;
        const std::vector<QString> sitemaps = (*rules)->sitemaps();
        for (const QString &address : sitemaps) {
            const auto url = webAddress(QUrl(address));
            if (!url || !isOfSite(*url) || m_stop.stop_requested())
                continue;
            const Result<WebGuest::Visit> visit =
                m_guest.get(*url, mostSitemapBytes, [this](const QUrl &target) { return isOfSite(target); });
            for (const QUrl &page : visit ? locationsIn(visit->answer.body) : std::vector<QUrl>()) {
                if (isInside(page))
                    frontier.add(page, 1);
            }
        }
    }

private:
    const CrawlPlan &m_plan;
    WebGuest &m_guest;
    const FileReaderProcess &m_reader;
    std::stop_token m_stop;
};

void countRefusal(CrawlSummary &summary, const QUrl &url, Problem problem)
{
    if (problem.code == ProblemCode::Forbidden)
        ++summary.forbidden;
    else
        ++summary.notRead;
    if (summary.refusals.size() < mostRefusalsTold)
        summary.refusals.push_back({url, std::move(problem)});
}

CrawlSummary::Limit limitOf(const CrawlPlan &plan, const CrawlFrontier &frontier)
{
    if (frontier.summary.pages >= plan.pages)
        return CrawlSummary::Pages;
    if (frontier.bytes >= plan.wholeBytes)
        return CrawlSummary::Bytes;
    if (frontier.elapsed >= plan.wholeTime)
        return CrawlSummary::Time;
    return CrawlSummary::None;
}

/// Sites may make up pages that are not given; they end, too.
bool isTooMuchForNothing(const CrawlPlan &plan, const CrawlSummary &summary)
{
    constexpr int share = 5;
    return summary.forbidden + summary.notRead + summary.notToKeep > share * (plan.pages + 20);
}

} // namespace

WebSiteCrawler::WebSiteCrawler(HttpClient &http, const FileReaderProcess &reader, const Clock &clock, Wait wait)
    : m_http(http)
    , m_reader(reader)
    , m_clock(clock)
    , m_wait(wait ? std::move(wait) : Wait(waitUnlessStopped))
{}

Result<CrawlSummary> WebSiteCrawler::crawl(const CrawlPlan &given, const PageTaker &take, std::stop_token stop,
                                           const QByteArray &checkpoint, const Keep &keep) const
{
    CrawlPlan plan = given;
    const auto start = webAddress(plan.start);
    if (!start)
        return failure(ProblemCode::InvalidRequest, tr("That is no address of the web."),
                       tr("It begins with https:// or http://"));
    plan.start = *start;
    WebGuest guest(m_http, m_clock, m_wait, {plan.pause, stop});
    const Walk walk(plan, guest, m_reader, stop);
    std::optional<CrawlFrontier> known = CrawlFrontier::fromKept(checkpoint);
    CrawlFrontier frontier = known ? *std::move(known) : CrawlFrontier();
    const bool isNew = !known;
    if (isNew)
        frontier.add(*start, 0);
    const std::chrono::milliseconds before = frontier.elapsed;
    const Instant begun = m_clock.now();
    bool isStart = isNew;
    for (int visited = 0; !frontier.isEmpty(); ++visited) {
        frontier.elapsed = before + std::chrono::milliseconds(m_clock.now().msSinceEpoch - begun.msSinceEpoch);
        frontier.summary.endedBy = limitOf(plan, frontier);
        if (frontier.summary.endedBy == CrawlSummary::None && isTooMuchForNothing(plan, frontier.summary))
            frontier.summary.endedBy = CrawlSummary::Addresses;
        if (frontier.summary.endedBy != CrawlSummary::None)
            return frontier.summary;
        if (keep && visited > 0 && (frontier.isSmall() || visited % pagesBetweenCheckpoints == 0))
            keep(frontier.kept());
        const CrawlFrontier::Place place = *frontier.next();
        const qint64 room = std::min(plan.pageBytes, plan.wholeBytes - frontier.bytes);
        Result<CrawledPage> page = walk.visit(place.url, room, isStart);
        if (stop.stop_requested())
            return failure(ProblemCode::Cancelled);
        if (!page && isStart)
            return std::unexpected(std::move(page).error());
        if (!page && page.error().code == ProblemCode::TooLarge && room < plan.pageBytes) {
            frontier.summary.endedBy = CrawlSummary::Bytes;
            return frontier.summary;
        }
        if (!page) {
            countRefusal(frontier.summary, place.url, std::move(page).error());
            continue;
        }
        frontier.bytes += page->bytes.size();
        const bool isKnown = page->url != place.url && !frontier.markSeen(page->url);
        if (!isKnown)
            walk.addLinks(frontier, *page, place.depth);
        if (std::exchange(isStart, false))
            walk.addSitemaps(frontier);
        if (isKnown)
            continue;
        if (!page->header.mayIndex) {
            ++frontier.summary.notToKeep;
        } else if (walk.isInside(page->url)) {
            page->depth = place.depth;
            take(*std::move(page));
            ++frontier.summary.pages;
        }
    }
    if (frontier.isFull())
        frontier.summary.endedBy = CrawlSummary::Addresses;
    return frontier.summary;
}

Result<CrawledPage> WebSiteCrawler::fetch(const QUrl &url, std::stop_token stop) const
{
    CrawlPlan plan;
    const auto start = webAddress(url);
    if (!start)
        return failure(ProblemCode::InvalidRequest, tr("That is no address of the web."),
                       tr("It begins with https:// or http://"));
    plan.start = *start;
    WebGuest guest(m_http, m_clock, m_wait, {plan.pause, stop});
    return Walk(plan, guest, m_reader, stop).visit(*start, plan.pageBytes, true);
}

} // namespace tabletalk
