// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/knowledge/CrawlFrontier.h"
#include "server/knowledge/FileReaderProcess.h"
#include "server/knowledge/WebSiteCrawler.h"
#include "server/outbound/HttpClient.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestRunner.h"

#include <QMap>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A web site in memory, on loopback.
class Site
{
public:
    Site()
        : m_server([this](const ScriptedServer::Request &request) { return answer(request); })
    {}

    void page(const QByteArray &path, const QByteArray &html, int status = 200)
    {
        m_pages[path] = reply(status, html);
        m_pages[path].contentType = "text/html; charset=utf-8";
    }
    void set(const QByteArray &path, ScriptedServer::Reply given) { m_pages[path] = std::move(given); }
    void redirect(const QByteArray &path, const QByteArray &target)
    {
        m_pages[path] = reply(302, {});
        m_pages[path].headers.emplace_back("Location", target);
    }
    /// For every other path.
    std::function<ScriptedServer::Reply(const QByteArray &)> otherwise = [](const QByteArray &) {
        return reply(404, "none");
    };

    QUrl url(const QString &path = u"/"_s) const
    {
        QUrl url = m_server.url();
        url.setPath(path);
        return url;
    }
    QList<QByteArray> asked() const
    {
        QList<QByteArray> paths;
        for (const ScriptedServer::Request &request : m_server.requests())
            paths << request.path;
        return paths;
    }
    const ScriptedServer &server() const { return m_server; }

private:
    ScriptedServer::Reply answer(const ScriptedServer::Request &request) const
    {
        const auto found = m_pages.constFind(request.path);
        return found == m_pages.constEnd() ? otherwise(request.path) : *found;
    }

    QMap<QByteArray, ScriptedServer::Reply> m_pages;
    ScriptedServer m_server;
};

QByteArray linkingTo(const QByteArrayList &links, const QByteArray &head = {})
{
    QByteArray html = "<html><head>" + head + "</head><body><p>Some words.</p>";
    for (const QByteArray &link : links)
        html += "<a href='" + link + "'>there</a> ";
    return html + "</body></html>";
}

} // namespace

class TestWebSiteCrawler : public QObject
{
    Q_OBJECT

    ManualClock m_clock{Instant{1'700'000'000'000}};
    std::chrono::milliseconds m_waited{0};
    FileReaderProcess m_reader;
    std::unique_ptr<HttpClient> m_http;

    WebSiteCrawler crawler()
    {
        return {*m_http, m_reader, m_clock, [this](std::chrono::milliseconds time, const std::stop_token &) {
                    m_waited += time;
                    m_clock.advance(time);
                }};
    }

    void reach(const QStringList &ranges)
    {
        OutboundOptions options;
        options.hosts = *ReachableHosts::create(ranges, false, u"--allow-model-hosts"_s);
        m_http = *HttpClient::create(std::move(options), m_clock);
    }

    /// The paths that were given, in order.
    Result<CrawlSummary> walk(const CrawlPlan &plan, QStringList &given)
    {
        given.clear();
        return crawler().crawl(plan, [&](CrawledPage &&page) { given << page.url.path(); });
    }

private Q_SLOTS:
    void init()
    {
        m_waited = 0ms;
        reach({u"127.0.0.1/32"_s});
    }

    void aSiteIsReadBreadthFirst()
    {
        Site site;
        site.page("/", linkingTo({"/a", "b#part", "https://elsewhere.example/", "/#top", "mailto:x@example.org"}));
        site.page("/a", linkingTo({"/a/deep", "/b"}));
        site.page("/b", linkingTo({"/"}));
        site.page("/a/deep", linkingTo({"/a/deeper"}));
        site.page("/a/deeper", "<p>never</p>");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url(), .depth = 2}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList({u"/"_s, u"/a"_s, u"/b"_s, u"/a/deep"_s}));
        QCOMPARE(summary->pages, 4);
        QCOMPARE(summary->endedBy, CrawlSummary::None);
        const QByteArray agent = site.server().requests().front().headers.value("user-agent");
        QVERIFY(agent.startsWith("Tabletalk/"));
        QCOMPARE(site.asked().front(), QByteArray("/robots.txt"));
        QCOMPARE(m_waited, 4 * 1'000ms); // before each but the first
    }

    void aPageComesWithItsBytesAndMarks()
    {
        Site site;
        ScriptedServer::Reply page = reply(200, "<title>Prices</title><p>Tea 2");
        page.contentType = "text/html; charset=\"windows-1252\"";
        page.headers = {{"ETag", "\"v1\""}, {"Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT"}};
        site.set("/prices", page);
        const Result<CrawledPage> read = crawler().fetch(site.url(u"/prices"_s));
        QVERIFY(read);
        QCOMPARE(read->bytes, QByteArray("<title>Prices</title><p>Tea 2"));
        QCOMPARE(read->etag, QByteArray("\"v1\""));
        QCOMPARE(read->lastModified, QByteArray("Sun, 01 Mar 2026 08:00:00 GMT"));
        QCOMPARE(read->charset, u"windows-1252"_s);
        QCOMPARE(read->header.title, u"Prices"_s);
        QCOMPARE(read->name, u"page.html"_s);
    }

    void robotsAreObeyed()
    {
        Site site;
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n");
        site.page("/", linkingTo({"/private", "/private/open", "/public"}));
        site.page("/private", "<p>secret");
        site.page("/private/open", "<p>open");
        site.page("/public", "<p>public");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList({u"/"_s, u"/private/open"_s, u"/public"_s}));
        QCOMPARE(summary->forbidden, 1);
        QVERIFY(!site.asked().contains("/private"));
        QCOMPARE(m_waited, 3 * 7'000ms);
    }

    void aSiteThatForbidsEverythingIsLeftAlone()
    {
        Site site;
        site.page("/robots.txt", "User-agent: Tabletalk\nDisallow: /\n");
        site.page("/", "<p>here");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ProblemCode::Forbidden);
        QCOMPARE(site.asked(), QList<QByteArray>{"/robots.txt"});
    }

    void robotsThatCannotBeHadForbid()
    {
        Site site;
        site.page("/robots.txt", "down", 500);
        site.page("/", "<p>here");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ProblemCode::Unavailable);
        QVERIFY(!site.asked().contains("/"));
    }

    void aRedirectIsHeldAgainstRobotsToo()
    {
        Site site;
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\n");
        site.page("/", linkingTo({"/door"}));
        site.redirect("/door", "/private");
        site.page("/private", "<p>secret");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList{u"/"_s});
        QCOMPARE(summary->forbidden, 1);
        QVERIFY(!site.asked().contains("/private"));
    }

    void redirectsWithinTheSiteAreFollowedOnce()
    {
        Site site;
        site.page("/", linkingTo({"/old", "/new"}));
        site.redirect("/old", "/new");
        site.page("/new", "<p>new");
        site.redirect("/circle", "/circle");
        QStringList given;
        QVERIFY(walk({.start = site.url()}, given));
        QCOMPARE(given, QStringList({u"/"_s, u"/new"_s}));
        const Result<CrawlSummary> circle = walk({.start = site.url(u"/circle"_s)}, given);
        QVERIFY(!circle);
        QCOMPARE(circle.error().code, ProblemCode::NotFound);
    }

    void noRedirectLeadsInside_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("metadata") << QByteArray("http://169.254.169.254/latest/meta-data/");
        QTest::newRow("loopback 6") << QByteArray("http://[::1]:PORT/secret");
        QTest::newRow("mapped") << QByteArray("http://[::ffff:127.0.0.1]:PORT/secret");
        QTest::newRow("other loopback") << QByteArray("http://127.0.0.2:PORT/secret");
        QTest::newRow("number") << QByteArray("http://2130706433:PORT2/secret");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
    }

    void noRedirectLeadsInside()
    {
        QFETCH(QByteArray, target);
        Site inner;
        Site site;
        target.replace("PORT2", QByteArray::number(inner.url().port()));
        target.replace("PORT", QByteArray::number(inner.url().port()));
        inner.page("/secret", "<p>secret");
        site.page("/", linkingTo({"/door"}));
        site.redirect("/door", target);
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList{u"/"_s});
        QVERIFY(inner.asked().isEmpty());
        const Result<CrawlSummary> atOnce = walk({.start = site.url(u"/door"_s)}, given);
        QVERIFY(!atOnce);
        QVERIFY(given.isEmpty());
        QVERIFY(inner.asked().isEmpty());
    }

    void noAddressInsideIsAStart_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"http://169.254.169.254/", "http://[::1]/", "http://127.0.0.2/", "http://10.0.0.1/",
                                    "http://[::ffff:169.254.169.254]/", "http://192.168.1.1/"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }

    void noAddressInsideIsAStart()
    {
        QFETCH(const QString, address);
        const Result<CrawledPage> page = crawler().fetch(QUrl(address));
        QVERIFY(!page);
        QCOMPARE(page.error().code, ProblemCode::OutboundRefused);
        QCOMPARE(m_http->socketsOpened(), 0);
    }

    /// The name of the site may mean another machine for each request: the address is looked at when the socket opens.
    void aNameThatTurnsInwardIsRefusedAtTheSocket()
    {
        Site site;
        site.page("/", "<p>here");
        reach({}); // as if the name had led to a public address when it was given
        QUrl url = site.url();
        url.setHost(u"localhost"_s);
        const Result<CrawledPage> page = crawler().fetch(url);
        QVERIFY(!page);
        QCOMPARE(page.error().code, ProblemCode::OutboundRefused);
        QVERIFY(site.asked().isEmpty());
    }

    void anEndlessPageIsCutOffAndToldOf()
    {
        Site site;
        site.page("/", linkingTo({"/endless", "/fine"}));
        ScriptedServer::Reply endless;
        endless.contentType = "text/html";
        endless.pieces.assign(64, QByteArray(64 * 1024, 'x'));
        endless.neverEnds = true;
        site.set("/endless", endless);
        site.page("/fine", "<p>fine");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url(), .pageBytes = 1024 * 1024}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList({u"/"_s, u"/fine"_s}));
        QCOMPARE(summary->notRead, 1);
        QCOMPARE(summary->refusals.size(), size_t(1));
        QCOMPARE(summary->refusals.front().url.path(), u"/endless"_s);
        QCOMPARE(summary->refusals.front().problem.code, ProblemCode::TooLarge);
    }

    void aSiteWithoutEndEndsAtTheLimit()
    {
        Site site;
        site.otherwise = [](const QByteArray &path) { // a calendar: each day leads to the next
            if (path == "/robots.txt")
                return reply(404, {});
            const int day = path.mid(5).toInt();
            ScriptedServer::Reply page =
                reply(200, linkingTo({"/day/" + QByteArray::number(day + 1), "/day/" + QByteArray::number(day + 2)}));
            page.contentType = "text/html";
            return page;
        };
        QStringList given;
        CrawlPlan plan{.start = site.url(u"/day/1"_s), .depth = 1'000, .pages = 12};
        Result<CrawlSummary> summary = walk(plan, given);
        QVERIFY(summary);
        QCOMPARE(given.size(), 12);
        QCOMPARE(summary->endedBy, CrawlSummary::Pages);
        plan.pages = 1'000;
        plan.wholeBytes = 1'000;
        summary = walk(plan, given);
        QVERIFY(summary);
        QCOMPARE(summary->endedBy, CrawlSummary::Bytes);
        QVERIFY(given.size() < 12);
        plan.wholeBytes = 1'000'000;
        plan.wholeTime = 10s; // at a page a second
        summary = walk(plan, given);
        QVERIFY(summary);
        QCOMPARE(summary->endedBy, CrawlSummary::Time);
        QVERIFY(given.size() <= 11);
    }

    void pagesThatAreNeverGivenEndToo()
    {
        Site site;
        site.otherwise = [](const QByteArray &path) {
            if (path == "/robots.txt")
                return reply(404, {});
            const int page = path.mid(1).toInt();
            ScriptedServer::Reply answer =
                reply(200, linkingTo({"/" + QByteArray::number(page + 1)}, "<meta name=robots content=noindex>"));
            answer.contentType = "text/html";
            return answer;
        };
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url(u"/1"_s), .depth = 100'000, .pages = 1}, given);
        QVERIFY(summary);
        QVERIFY(given.isEmpty());
        QCOMPARE(summary->endedBy, CrawlSummary::Addresses);
        QVERIFY(summary->notToKeep < 200);
    }

    void wishesOfPagesAreRespected()
    {
        Site site;
        site.page("/", linkingTo({"/noindex", "/nofollow", "/header"}));
        site.page("/noindex", linkingTo({"/behind"}, "<meta name='robots' content='NOINDEX'>"));
        site.page("/nofollow", linkingTo({"/unseen"}, "<meta name='robots' content='nofollow'>"));
        ScriptedServer::Reply header = reply(200, linkingTo({"/unseen2"}));
        header.contentType = "text/html";
        header.headers = {{"X-Robots-Tag", "none"}};
        site.set("/header", header);
        site.page("/behind", "<p>behind");
        site.page("/unseen", "<p>unseen");
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url(), .depth = 5}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList({u"/"_s, u"/nofollow"_s, u"/behind"_s}));
        QCOMPARE(summary->notToKeep, 2);
        QVERIFY(!site.asked().contains("/unseen"));
        QVERIFY(!site.asked().contains("/unseen2"));
    }

    void onlyWhatIsBelowThePrefixIsRead()
    {
        Site site;
        site.page("/help/", linkingTo({"/help/a", "/helping", "/shop"}));
        site.page("/help/a", "<p>a");
        site.page("/helping", "<p>b");
        site.page("/shop", "<p>c");
        QStringList given;
        QVERIFY(walk({.start = site.url(u"/help/"_s), .pathPrefix = u"/help/"_s}, given));
        QCOMPARE(given, QStringList({u"/help/"_s, u"/help/a"_s}));
    }

    void whatAPageIsItsContentSays()
    {
        Site site;
        site.page("/", linkingTo({"/picture.html", "/notes", "/gone"}));
        ScriptedServer::Reply picture = reply(200, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        picture.contentType = "text/html";
        site.set("/picture.html", picture);
        ScriptedServer::Reply notes = reply(200, "Just some words, no markup.");
        notes.contentType = "application/octet-stream";
        site.set("/notes", notes);
        QStringList given;
        const Result<CrawlSummary> summary = walk({.start = site.url()}, given);
        QVERIFY(summary);
        QCOMPARE(given, QStringList({u"/"_s, u"/notes"_s}));
        QCOMPARE(summary->notRead, 2);
        QCOMPARE(summary->refusals[0].problem.code, ProblemCode::UnsupportedMedia);
        QCOMPARE(summary->refusals[1].problem.code, ProblemCode::NotFound);
    }

    void theSitesOwnListIsBegunWith()
    {
        Site site;
        const QByteArray root = site.url().toEncoded();
        site.page("/robots.txt", "Sitemap: " + root + "list.xml\nSitemap: http://elsewhere.example/list.xml\n");
        site.page("/list.xml", "<?xml version='1.0'?><urlset><url><loc>" + root
                                   + "hidden?a=1&amp;b=2</loc></url><url><loc>http://elsewhere.example/</loc></url>");
        site.page("/", "<p>no links");
        site.page("/hidden?a=1&b=2", "<p>found");
        QStringList given;
        QVERIFY(walk({.start = site.url()}, given));
        QCOMPARE(given, QStringList({u"/"_s, u"/hidden"_s}));
    }

    void aBusySiteIsAskedAgainWhenItSays()
    {
        Site site;
        std::atomic<int> asked = 0;
        site.otherwise = [&](const QByteArray &path) {
            if (path != "/" || ++asked > 1) {
                ScriptedServer::Reply page = reply(path == "/" ? 200 : 404, "<p>at last");
                page.contentType = "text/html";
                return page;
            }
            ScriptedServer::Reply busy = reply(429, "later");
            busy.headers = {{"Retry-After", "30"}};
            return busy;
        };
        QVERIFY(crawler().fetch(site.url()));
        QCOMPARE(asked.load(), 2);
        QVERIFY(m_waited >= 30s);
    }

    void aWalkGoesOnFromItsCheckpoint()
    {
        Site site;
        QByteArrayList links;
        for (int i = 0; i < 50; ++i) {
            links << "/p" + QByteArray::number(i);
            site.page(links.back(), linkingTo({"/"}));
        }
        site.page("/", linkingTo(links));
        const CrawlPlan plan{.start = site.url()};
        QByteArray checkpoint;
        QSet<QString> given;
        const auto dying = [&](CrawledPage &&page) {
            given.insert(page.url.path());
            if (given.size() == 30)
                throw Problem::of(ProblemCode::Internal);
        };
        QVERIFY_THROWS_EXCEPTION(Problem, std::ignore = crawler().crawl(plan, dying, {}, {}, [&](QByteArray kept) {
            checkpoint = std::move(kept);
        }));
        QVERIFY(!checkpoint.isEmpty());
        const qsizetype before = site.asked().size();
        qsizetype again = 0;
        const Result<CrawlSummary> summary = crawler().crawl(
            plan,
            [&](CrawledPage &&page) {
                again += qsizetype(given.contains(page.url.path()));
                given.insert(page.url.path());
            },
            {}, checkpoint);
        QVERIFY(summary);
        QCOMPARE(given.size(), 51);
        QCOMPARE(summary->pages, 51);
        QCOMPARE(again, 1); // the one at which it died
        QVERIFY(site.asked().size() - before <= 51 - 30 + 1 + 1);
        // What is no checkpoint is none: the walk begins anew.
        QStringList paths;
        QVERIFY(crawler().crawl(plan, [&](CrawledPage &&page) { paths << page.url.path(); }, {}, "rubbish"));
        QCOMPARE(paths.size(), 51);
    }

    void aStopIsHeard()
    {
        Site site;
        site.page("/", linkingTo({"/a"}));
        ScriptedServer::Reply never = reply(200, "<p>");
        never.neverEnds = true;
        site.set("/a", never);
        std::stop_source stop;
        std::jthread stopper;
        const Result<CrawlSummary> summary = crawler().crawl(
            {.start = site.url()}, [&](CrawledPage &&) { stopper = std::jthread([&] { stop.request_stop(); }); },
            stop.get_token());
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ProblemCode::Cancelled);
    }

    void addressesAreBounded()
    {
        CrawlFrontier frontier;
        const QString path = u"http://example.org/"_s + u"a"_s.repeated(1'000);
        for (int i = 0; i < 5'000; ++i)
            frontier.add(QUrl(path + QString::number(i)), 1);
        QVERIFY(frontier.isFull());
        QVERIFY(frontier.kept().size() < 3 * CrawlFrontier::mostAddressBytes);
    }
};

static const bool registered = tabletalk::test::add<TestWebSiteCrawler>();
#include "tst_WebSiteCrawler.moc"
