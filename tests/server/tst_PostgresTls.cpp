// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"
#include "tests/support/TlsFiles.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The server has certificates that a test's own authority issued; each test says how it is
/// asked for and what comes of it.
class TestPostgresTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_files = TlsFiles::make(&error);
        QVERIFY2(m_files, qPrintable(error));
        QCOMPARE(m_files->giveTo(u"postgres"_s), QString());
        m_server = PostgresServer::start(&error);
        QVERIFY2(m_server, qPrintable(error));
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
        const QString verified = u"certificate verified"_s;
        const auto row = [](const char *name, const QString &shown, const QString &host, const QString &options,
                            const QString &encryption) {
            QTest::newRow(name) << shown << host << options << encryption;
        };
        row("nothing asked", u"localhost"_s, u"localhost"_s, u""_s, none);
        row("prefer", u"localhost"_s, u"localhost"_s, u"sslmode=prefer"_s, none);
        row("require", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s, none);
        row("require with an authority", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s + ours, verified);
        row("require with a stranger", u"localhost"_s, u"localhost"_s, u"sslmode=require"_s + other, {});
        row("verify-ca", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s + ours, verified);
        row("verify-ca with a stranger", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s + other, {});
        row("verify-ca by the system's", u"localhost"_s, u"localhost"_s, u"sslmode=verify-ca"_s, {});
        row("verify-full", u"localhost"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, verified);
        row("verify-full by address", u"localhost"_s, u"127.0.0.1"_s, u"sslmode=verify-full"_s + ours, verified);
        row("verify-full by the system's", u"localhost"_s, u"localhost"_s, u"sslmode=verify-full"_s, {});
        row("verify-ca takes any name", u"elsewhere"_s, u"localhost"_s, u"sslmode=verify-ca"_s + ours, verified);
        row("verify-full refuses another name", u"elsewhere"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, {});
        row("require takes an expired one", u"expired"_s, u"localhost"_s, u"sslmode=require"_s, none);
        row("verify-full refuses an expired one", u"expired"_s, u"localhost"_s, u"sslmode=verify-full"_s + ours, {});
    }

    void certificatesAreChecked()
    {
        QFETCH(QString, shown);
        QFETCH(QString, host);
        QFETCH(QString, options);
        QFETCH(QString, encryption);
        show(shown);
        const auto target = open(host, options);
        if (encryption.isEmpty()) {
            QVERIFY(!target);
            QVERIFY2(layerOf(target.error()) == ConnectLayer::Tls, qPrintable(target.error().detail));
            QVERIFY(!target.error().hint.isEmpty());
            return;
        }
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        const QString told = (*target)->encryption().value();
        QVERIFY2(told.startsWith(u"TLSv1.") && told.endsWith(encryption), qPrintable(told));
    }

    void disableMeansPlainText()
    {
        show(u"localhost"_s);
        const auto target = open(u"localhost"_s, u"sslmode=disable"_s);
        QVERIFY(target);
        QCOMPARE((*target)->encryption().value(), QString());
    }

    void aServerWithoutEncryptionIsRefusedWhereItIsRequired()
    {
        show({});
        QVERIFY(open(u"localhost"_s, u"sslmode=prefer"_s));
        for (const QString &mode : {u"require"_s, u"verify-ca"_s, u"verify-full"_s}) {
            const auto target =
                open(u"localhost"_s, QString(u"sslmode="_s + mode + u"&sslrootcert="_s + m_files->authority()));
            QVERIFY(!target);
            QCOMPARE(layerOf(target.error()), ConnectLayer::Tls);
        }
    }

    /// A server of many organisations must not show one of them the certificates of another.
    void certificatesAreFilesThatTheOperatorAllowed()
    {
        show(u"localhost"_s);
        ConnectionPolicyOptions options;
        options.allowHosts = {u"127.0.0.0/8"_s, u"::1/128"_s};
        const auto target =
            openUnder(options, u"localhost"_s, QString(u"sslmode=verify-full&sslrootcert="_s + m_files->authority()));
        QVERIFY(!target);
        QCOMPARE(target.error().code, ProblemCode::ConnectionForbidden);
    }

private:
    /// Has the server show that certificate; none: it does not encrypt.
    void show(const QString &name)
    {
        const QString sql =
            name.isEmpty()
                ? u"ALTER SYSTEM SET ssl = off"_s
                : u"ALTER SYSTEM SET ssl_cert_file = '%1'; ALTER SYSTEM SET ssl_key_file = '%2'; ALTER SYSTEM SET ssl = on"_s
                      .arg(m_files->certificate(name), m_files->key(name));
        QCOMPARE(m_server->execute(sql), QString());
        QString error;
        QVERIFY2(m_server->restart(&error), qPrintable(error));
    }

    Result<std::unique_ptr<TargetDatabase>> open(const QString &host, const QString &options) const
    {
        ConnectionPolicyOptions all;
        all.open = true;
        return openUnder(all, host, options);
    }

    Result<std::unique_ptr<TargetDatabase>> openUnder(const ConnectionPolicyOptions &policy, const QString &host,
                                                      const QString &options) const
    {
        QString url = m_server->url();
        url.replace(u"127.0.0.1"_s, host);
        const auto parsed = ConnectionUrl::parse(QString(url + u'?' + options));
        if (!parsed)
            return std::unexpected(parsed.error());
        return openTarget(*parsed, ConnectionPolicy::create(policy).value(), QString());
    }

    std::unique_ptr<TlsFiles> m_files;
    std::unique_ptr<PostgresServer> m_server;
};

static const bool registered = tabletalk::test::add<TestPostgresTls>();
#include "tst_PostgresTls.moc"
