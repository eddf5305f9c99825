// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/WebAddress.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk::knowledge;
using namespace Qt::StringLiterals;

class TestWebAddress : public QObject
{
    Q_OBJECT

    static QString normal(const char *address)
    {
        const auto url = webAddress(QUrl(QString::fromUtf8(address)));
        return url ? QString::fromLatin1(url->toEncoded()) : QString();
    }

private Q_SLOTS:
    void oneAddressHasOneForm_data()
    {
        QTest::addColumn<QString>("normalised");
        QTest::newRow("HTTP://Example.ORG") << u"http://example.org/"_s;
        QTest::newRow("https://example.org:443/a/../b/./c#part") << u"https://example.org/b/c"_s;
        QTest::newRow("https://example.org:8443/") << u"https://example.org:8443/"_s;
        QTest::newRow("https://me:secret@example.org/%7euser%2f") << u"https://example.org/~user%2F"_s;
        QTest::newRow("https://example.org/?utm_source=a&id=%c3%a4")
            << u"https://example.org/?utm_source=a&id=%C3%A4"_s;
        QTest::newRow("https://example.org/ä") << u"https://example.org/%C3%A4"_s;
        QTest::newRow("ftp://example.org/") << QString();
        QTest::newRow("file:///etc/passwd") << QString();
        QTest::newRow("mailto:a@example.org") << QString();
        QTest::newRow("https:///nowhere") << QString();
        QTest::newRow("javascript:alert(1)") << QString();
    }

    void oneAddressHasOneForm()
    {
        QFETCH(const QString, normalised);
        QCOMPARE(normal(QTest::currentDataTag()), normalised);
    }

    void anAddressHasAnEnd()
    {
        QCOMPARE(normal(QByteArray("https://example.org/" + QByteArray(3'000, 'a')).constData()), QString());
    }

    void aSiteIsItsHostAndPort()
    {
        const auto same = [](const char *one, const char *other) {
            return isSameSite(QUrl(QString::fromLatin1(one)), QUrl(QString::fromLatin1(other)));
        };
        QVERIFY(same("https://example.org/a", "https://example.org/b"));
        QVERIFY(same("http://www.example.org/a", "https://example.org/b"));
        QVERIFY(!same("https://example.org/", "https://example.com/"));
        QVERIFY(!same("https://example.org/", "https://shop.example.org/"));
        QVERIFY(!same("https://example.org/", "https://example.org.evil.com/"));
        QVERIFY(!same("http://localhost:8000/", "http://localhost:9000/"));
        QVERIFY(!same("http://example.org/", "http://169.254.169.254/"));
    }

    void aPrefixIsAWholePart()
    {
        const auto below = [](const char *path, const QString &prefix) {
            return isBelow(QUrl(u"https://example.org"_s + QString::fromLatin1(path)), prefix);
        };
        QVERIFY(below("/help/a", u"/help/"_s));
        QVERIFY(below("/help?x", u"/help"_s));
        QVERIFY(!below("/helping", u"/help"_s));
        QVERIFY(below("/anything", QString()));
    }

    void anOriginNamesItsPortWhenItIsAnotherThanUsual()
    {
        QCOMPARE(originOf(QUrl(u"https://example.org:443/a"_s)), u"https://example.org"_s);
        QCOMPARE(originOf(QUrl(u"http://[::1]:8080/a"_s)), u"http://[::1]:8080"_s);
    }
};

static const bool registered = tabletalk::test::add<TestWebAddress>();
#include "tst_WebAddress.moc"
