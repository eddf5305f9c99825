// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/RobotsRules.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk::knowledge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The rules of RFC 9309, most of them with its own examples.
class TestRobotsRules : public QObject
{
    Q_OBJECT

    static bool allows(const QByteArray &text, const QString &path)
    {
        return RobotsRules(text, u"Tabletalk"_s).allows(QUrl(u"https://example.org"_s + path));
    }

private Q_SLOTS:
    void withoutRulesAllIsAllowed()
    {
        QVERIFY(RobotsRules().allows(QUrl(u"https://example.org/a"_s)));
        QVERIFY(!RobotsRules::forbidAll().allows(QUrl(u"https://example.org/"_s)));
        QVERIFY(allows("User-agent: *\nDisallow:\n", u"/a"_s));
        QVERIFY(allows("Disallow: /\n", u"/a"_s)); // of no group
    }

    void theLongestRuleCounts_data()
    {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("allowed");
        const QByteArray example("User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n");
        QTest::newRow("longer forbids") << example << u"/example/page/disallowed.gif"_s << false;
        QTest::newRow("shorter allows") << example << u"/example/page/a.gif"_s << true;
        const QByteArray equal("User-agent: *\nDisallow: /page\nAllow: /page\n");
        QTest::newRow("of two as long the kinder") << equal << u"/page"_s << true;
        const QByteArray wild("User-agent: *\nDisallow: *.pdf$\nDisallow: /a/*/private\nAllow: /a/b/private/open\n");
        QTest::newRow("star and end") << wild << u"/x/file.pdf"_s << false;
        QTest::newRow("not at the end") << wild << u"/x/file.pdf?download"_s << true;
        QTest::newRow("star within") << wild << u"/a/b/c/private/x"_s << false;
        QTest::newRow("longer allows") << wild << u"/a/b/private/open"_s << true;
        const QByteArray query("User-agent: *\nDisallow: /search?q=\n");
        QTest::newRow("query") << query << u"/search?q=tea"_s << false;
        QTest::newRow("other query") << query << u"/search?page=2"_s << true;
        QTest::newRow("letters have a case") << QByteArray("User-agent: *\nDisallow: /A") << u"/a"_s << true;
        const QByteArray escaped("User-agent: *\nDisallow: /foo/bar/\xe3\x83\x84\nDisallow: /b%7Ec\n");
        QTest::newRow("letters of the world") << escaped << u"/foo/bar/%E3%83%84"_s << false;
        QTest::newRow("escaped letters") << escaped << u"/b~c"_s << false;
        QTest::newRow("robots.txt itself") << QByteArray("User-agent: *\nDisallow: /") << u"/robots.txt"_s << true;
    }

    void theLongestRuleCounts()
    {
        QFETCH(const QByteArray, rules);
        QFETCH(const QString, path);
        QFETCH(const bool, allowed);
        QCOMPARE(allows(rules, path), allowed);
    }

    void theGroupOfThisNameCountsAlone()
    {
        const QByteArray text(
            "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: TableTalk/2.0\nDisallow: /a\n"
            "Crawl-delay: 2.5 # please\n\nUser-agent: tabletalk\nDisallow: /b\n");
        QVERIFY(allows(text, u"/c"_s));
        QVERIFY(!allows(text, u"/a"_s));
        QVERIFY2(!allows(text, u"/b"_s), "groups of one name are one group");
        QCOMPARE(RobotsRules(text, u"Tabletalk"_s).delay(), 2500ms);
        QVERIFY(!allows("User-agent: tabletalkative\nDisallow:\nUser-agent: *\nDisallow: /", u"/c"_s));
        QVERIFY2(allows("User-agent: *\nDisallow: /\nUser-agent: tabletalk\n", u"/c"_s), "a group without rules");
    }

    void listsOfPagesBelongToNoGroup()
    {
        const RobotsRules rules("User-agent: a\nSitemap: https://example.org/s.xml\nDisallow: /\n", u"Tabletalk"_s);
        QCOMPARE(rules.sitemaps(), std::vector<QString>{u"https://example.org/s.xml"_s});
        QVERIFY(rules.allows(QUrl(u"https://example.org/a"_s)));
    }

    void lineEndsMarksAndRubbishDoNotMatter()
    {
        QVERIFY(!allows("\xef\xbb\xbfUser-agent: *\r\nNonsense\r\nDisallow : /a\r\n", u"/a"_s));
        QVERIFY(!allows("user-agent:*\rdisallow:/a\r", u"/a"_s));
        QVERIFY(allows(QByteArray(100'000, '\0'), u"/a"_s));
    }

    void whatIsBeyondTheSizeIsNotLookedAt()
    {
        QByteArray text("User-agent: *\nDisallow: /first\n");
        text += QByteArray(RobotsRules::mostBytes, 'x') + "\nDisallow: /last\n";
        QVERIFY(!allows(text, u"/first"_s));
        QVERIFY(allows(text, u"/last"_s));
    }

    void noPatternTakesForever()
    {
        const QByteArray pattern = QByteArray("/*a").repeated(600);
        const QString path = u"/"_s + u"a"_s.repeated(1'900) + u"b"_s;
        QBENCHMARK_ONCE
        {
            QVERIFY(allows("User-agent: *\nDisallow: " + pattern + "c$\n", path));
        }
    }
};

static const bool registered = tabletalk::test::add<TestRobotsRules>();
#include "tst_RobotsRules.moc"
