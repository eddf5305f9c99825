// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"
#include "server/connections/TargetDatabase.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/TestRunner.h"
#include "tests/support/TlsFiles.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The server has certificates that a test's own authority issued; each test says how it is
/// asked for, what comes of it, and that nobody signed in where it was refused.
class TestMySqlTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_files = TlsFiles::make(&error);
        QVERIFY2(m_files, qPrintable(error));
        QCOMPARE(m_files->giveTo(u"mysql"_s), QString());
        m_server = MariaDbServer::start(&error, serverOptions(u"localhost"_s));
        QVERIFY2(m_server, qPrintable(error));
        QCOMPARE(m_server->execute(u"CREATE DATABASE shop; CREATE USER card@'%' IDENTIFIED BY 'card' REQUIRE X509; "
                                   "GRANT SELECT ON shop.* TO card@'%'; CREATE USER sealed@'%' IDENTIFIED BY "
                                   "'sealed' REQUIRE SSL; GRANT SELECT ON shop.* TO sealed@'%'"_s),
                 QString());
    }

    void certificatesAreChecked_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("encryption"); // empty: refused
        const QString ours = u"&sslrootcert="_s + m_files->authority();
        const QString other = u"&sslrootcert="_s + m_files->stranger();
        const QString none = u"certificate not verified"_s;
        const QString chain = u"certificate verified"_s;
        const QString full = u"certificate and name verified"_s;
        const auto row = [](const char *name, const QString &shown, const QString &host, const QString &options,
                            const QString &encryption) {
            QTest::newRow(name) << shown << host << options << encryption;
        };
        row("nothing asked", u"localhost"_s, u"localhost"_s, u""_s, none);
        row("prefer", u"localhost"_s, u"localhost"_s, u"sslmode=prefer"_s, none);
        row("require", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s, none);
        row("require with an authority", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s + ours, chain);
        row("require with a stranger", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s + other, {});
        row("verify-ca", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s + ours, chain);
        row("verify-ca with a stranger", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s + other, {});
        row("verify-ca by the system's", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s, {});
        row("verify-full", u"localhost"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, full);
        row("verify-full with a stranger", u"localhost"_s, u"localhost"_s, u"sslmode=verify-full"_s + other, {});
        row("verify-full by the system's", u"localhost"_s, u"localhost"_s, u"sslmode=verify-full"_s, {});
        row("verify-full by address", u"localhost"_s, u"127.0.0.1"_s, u"sslmode=verify-full"_s + ours, full);
        row("require takes any name", u"elsewhere"_s, u"localhost"_s, u"sslmode=require"_s, none);
        row("verify-ca takes any name", u"elsewhere"_s, u"localhost"_s, u"sslmode=verify-ca"_s + ours, chain);
        row("verify-full refuses another name", u"elsewhere"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, {});
        row("verify-full refuses another address", u"elsewhere"_s, u"127.0.0.1"_s, u"sslmode=verify-full"_s + ours, {});
        row("require takes an expired one", u"expired"_s, u"localhost"_s, u"sslmode=require"_s, none);
        row("verify-ca refuses an expired one", u"expired"_s, u"localhost"_s, u"sslmode=verify-ca"_s + ours, {});
        row("verify-full refuses an expired one", u"expired"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, {});
    }

    void certificatesAreChecked()
    {
        QFETCH(QString, shown);
        QFETCH(QString, host);
        QFETCH(QString, options);
        QFETCH(QString, encryption);
        show(shown);
        const QString signedIn = connections();
        const auto target = tryOpen(host, options);
        if (encryption.isEmpty()) {
            QVERIFY(!target);
            QVERIFY2(layerOf(target.error()) == ConnectLayer::Tls, qPrintable(target.error().detail));
            QVERIFY(!target.error().hint.isEmpty());
            QVERIFY(!target.error().detail.contains(u"p@ss"));
            // The password never got there.
            QCOMPARE(connections(), signedIn);
            return;
        }
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        const QString told = (*target)->encryption().value();
        QVERIFY2(told.startsWith(u"TLSv1.") && told.endsWith(encryption), qPrintable(told));
        CollectRows sink;
        QVERIFY((*target)->run(u"SELECT 1"_s, {}, sink, {}));
        QVERIFY(connections() != signedIn);
    }

    void disableMeansPlainText()
    {
        const auto target = tryOpen(u"localhost"_s, u"sslmode=disable"_s);
        QVERIFY(target);
        QCOMPARE((*target)->encryption().value(), QString());
    }

    void theProblemSaysWhatIsWrongWithTheCertificate_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("says");
        QTest::newRow("expired") << u"expired"_s << u"expired"_s;
        QTest::newRow("name") << u"elsewhere"_s << u"another name than localhost"_s;
    }

    void theProblemSaysWhatIsWrongWithTheCertificate()
    {
        QFETCH(QString, shown);
        QFETCH(QString, says);
        show(shown);
        const auto target = tryOpen(u"localhost"_s, u"sslmode=verify-full&sslrootcert="_s + m_files->authority());
        QVERIFY(!target);
        QVERIFY2(target.error().detail.contains(says), qPrintable(target.error().detail));
    }

    void aClientCertificateSignsIn()
    {
        show(u"localhost"_s);
        const QString ca = u"sslmode=verify-full&sslrootcert="_s + m_files->authority();
        QVERIFY(!tryOpenAs(u"card:card"_s, u"localhost"_s, ca));
        const auto target = tryOpenAs(
            u"card:card"_s, u"localhost"_s,
            QString(ca + u"&sslcert="_s + m_files->certificate(u"client") + u"&sslkey="_s + m_files->key(u"client")));
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
    }

    void anAccountThatWantsEncryptionGetsIt()
    {
        QVERIFY(tryOpenAs(u"sealed:sealed"_s, u"localhost"_s, {}));
        const auto target = tryOpenAs(u"sealed:sealed"_s, u"localhost"_s, u"sslmode=disable"_s);
        QVERIFY(!target);
        QVERIFY2(target.error().hint.contains(u"sslmode=require"), qPrintable(target.error().hint));
    }

    void aServerWithoutEncryptionIsRefusedUnlessThatIsAllRight_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("opens");
        const QString ours = u"&sslrootcert="_s + m_files->authority();
        QTest::newRow("nothing asked") << u""_s << true;
        QTest::newRow("prefer") << u"sslmode=prefer"_s << true;
        QTest::newRow("disable") << u"sslmode=disable"_s << true;
        QTest::newRow("require") << u"sslmode=require"_s << false;
        QTest::newRow("verify-ca") << QString(u"sslmode=verify-ca"_s + ours) << false;
        QTest::newRow("verify-full") << QString(u"sslmode=verify-full"_s + ours) << false;
    }

    void aServerWithoutEncryptionIsRefusedUnlessThatIsAllRight()
    {
        QFETCH(QString, options);
        QFETCH(bool, opens);
        show({});
        const QString signedIn = connections();
        const auto target = tryOpen(u"localhost"_s, options);
        QCOMPARE(target.has_value(), opens);
        if (opens) {
            QCOMPARE((*target)->encryption().value(), QString());
            return;
        }
        QVERIFY(layerOf(target.error()) == ConnectLayer::Tls);
        QCOMPARE(connections(), signedIn);
    }

private:
    QStringList serverOptions(const QString &shown) const
    {
        if (shown.isEmpty())
            return {u"--skip-ssl"_s};
        return {QString(u"--ssl-ca="_s + m_files->authority()), QString(u"--ssl-cert="_s + m_files->certificate(shown)),
                QString(u"--ssl-key="_s + m_files->key(shown))};
    }

    /// Has the server show that certificate.
    void show(const QString &name)
    {
        if (name == m_shown)
            return;
        QString error;
        QVERIFY2(m_server->restartWith(serverOptions(name), &error), qPrintable(error));
        m_shown = name;
    }

    /// How often somebody of the tests signed in with the account's password.
    QString connections() const
    {
        return m_server->query(u"SELECT total_connections FROM information_schema.user_statistics WHERE user = "
                               "'tester'"_s);
    }

    static Result<std::unique_ptr<TargetDatabase>> openUrl(const QString &url)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        return openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString());
    }
    Result<std::unique_ptr<TargetDatabase>> tryOpen(const QString &host, const QString &options) const
    {
        return tryOpenAs(u"tester:"_s + MariaDbServer::password(), host, options);
    }
    Result<std::unique_ptr<TargetDatabase>> tryOpenAs(const QString &user, const QString &host,
                                                      const QString &options) const
    {
        return openUrl(u"mysql://%1@%2:%3/shop?%4"_s.arg(user, host).arg(m_server->port()).arg(options));
    }

    std::unique_ptr<TlsFiles> m_files;
    std::unique_ptr<MariaDbServer> m_server;
    QString m_shown = u"localhost"_s;
};

static const bool registered = tabletalk::test::add<TestMySqlTls>();
#include "tst_MySqlTls.moc"
