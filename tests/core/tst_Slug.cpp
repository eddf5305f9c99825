// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/HostName.h"
#include "core/text/Slug.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

class TestSlug : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortNamesAreLowerCaseAscii_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        for (const char *good : {"a", "acme", "acme-2", "3m", "a-b-c"})
            QTest::newRow(good) << QString::fromUtf8(good) << true;
        for (const char *bad : {"", "-a", "a-", "a--b", "xn--cme-8cd", "Acme", "a b", "a.b", "a_b", "аcme", "acmé",
                                "ａcme", "a\u200bcme", "acme\n"})
            QTest::newRow(bad) << QString::fromUtf8(bad) << false;
        QTest::newRow("40") << QString(40, u'a') << true;
        QTest::newRow("41") << QString(41, u'a') << false;
    }

    void shortNamesAreLowerCaseAscii()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(isSlug(text), expected);
    }

    void lookAlikesHaveTheSameSkeleton()
    {
        QCOMPARE(slugSkeleton(u"rnicr0soft"_s), slugSkeleton(u"microsoft"_s));
        QCOMPARE(slugSkeleton(u"paypa1"_s), slugSkeleton(u"paypai"_s));
        QCOMPARE(slugSkeleton(u"vvorks"_s), slugSkeleton(u"works"_s));
        QCOMPARE(slugSkeleton(u"c1oud"_s), slugSkeleton(u"cloud"_s));
        QCOMPARE(slugSkeleton(u"clata"_s), slugSkeleton(u"data"_s));
        QVERIFY(slugSkeleton(u"acme"_s) != slugSkeleton(u"acme-2"_s));
        QVERIFY(slugSkeleton(u"north"_s) != slugSkeleton(u"south"_s));
    }

    void namesOfTheServerAreKept()
    {
        for (const char *name : {"www", "api", "admin", "adm1n", "adrnin", "rnail", "l0gin", "tab1etalk", "ns1"})
            QVERIFY2(isReservedSlug(QString::fromLatin1(name)), name);
        for (const char *name : {"acme", "administration", "apis", "mailing"})
            QVERIFY2(!isReservedSlug(QString::fromLatin1(name)), name);
    }

    void hostHeadersAreReadStrictly_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *header, const char *name) {
            QTest::newRow(header) << QString::fromUtf8(header) << QString::fromUtf8(name);
        };
        row("acme.example.org", "acme.example.org");
        row("ACME.Example.ORG:8765", "acme.example.org");
        row("acme.example.org.", "acme.example.org");
        row("[::1]:80", "::1");
        row("127.0.0.1:1", "127.0.0.1");
        for (const char *bad :
             {"", "a b", "acme.example.org:80:80", "acme.example.org:http", "user@example.org", "a/b", "a\\b", "a%2eb",
              "a,b", "[::1", "[::1]x", "acme。example.org", "\u212Aelvin.org", "a\tb"})
            row(bad, "");
    }

    void hostHeadersAreReadStrictly()
    {
        QFETCH(QString, header);
        QFETCH(QString, name);
        QCOMPARE(hostNameOf(header), name);
    }

    void anOrganisationIsOneLabelBelowTheBase()
    {
        const auto slug = [](const char *host) {
            return slugOfHost(hostNameOf(QString::fromUtf8(host)), u"example.org").value_or(u"none"_s);
        };
        QCOMPARE(slug("acme.example.org"), u"acme"_s);
        QCOMPARE(slug("Acme.Example.org:443"), u"acme"_s);
        for (const char *host :
             {"example.org", "www.example.org", "api.example.org", "a.b.example.org", "acmeexample.org",
              "acme.example.org.evil.com", "example.org.acme", ".example.org", "-acme.example.org", "acme.example.com",
              "xn--cme-8cd.example.org", "acme.evil-example.org", "acme..example.org"})
            QCOMPARE(slug(host), u"none"_s);
        QVERIFY(!slugOfHost(u"acme.example.org", u""));
    }

    void domainsAreNamesNotAddresses()
    {
        for (const char *good : {"data.acme.com", "a.b", "xn--bcher-kva.example", "3m.com"})
            QVERIFY2(isDomainName(QString::fromLatin1(good)), good);
        for (const char *bad :
             {"acme", "127.0.0.1", "a..b", "-a.b", "a-.b", "a.b.", "A.b", "bücher.example", "a b.c", ""})
            QVERIFY2(!isDomainName(QString::fromUtf8(bad)), bad);
    }
};

static const bool registered = tabletalk::test::add<TestSlug>();
#include "tst_Slug.moc"
