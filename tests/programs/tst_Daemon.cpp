// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <memory>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace tabletalk;
using namespace Qt::StringLiterals;
using app::RestClient;
using test::DaemonProcess;
using test::PlatformPlace;

namespace {

constexpr int patienceMs = 60'000;

const QJsonObject account{{u"organization"_s, u"Acme"_s},
                          {u"email"_s, u"ana@acme.example"_s},
                          {u"password"_s, u"correct horse battery"_s},
                          {u"fullName"_s, u"Ana"_s}};

void signUp(RestClient &client)
{
    const auto registered = client.post(u"auth/register"_s, account);
    QVERIFY2(registered.has_value(), qPrintable(registered ? QString() : registered.error().detail));
    client.setToken((*registered)[u"accessToken"].toString());
}

void signIn(RestClient &client)
{
    const auto signedIn =
        client.post(u"auth/login"_s, {{u"email"_s, account[u"email"]}, {u"password"_s, account[u"password"]}});
    QVERIFY2(signedIn.has_value(), qPrintable(signedIn ? QString() : signedIn.error().detail));
    client.setToken((*signedIn)[u"accessToken"].toString());
}

QString connectDatabase(RestClient &client, const QString &url)
{
    const auto database = client.post(u"tenant/databases"_s, {{u"name"_s, u"db"_s}, {u"url"_s, url}});
    return database ? (*database)[u"id"].toString() : QString();
}

QString stageOf(RestClient &client, const QString &database)
{
    const auto read = client.get(u"tenant/databases/"_s + database);
    return read ? (*read)[u"onboarding"][u"stage"].toString() : QString();
}

/// Enough tables that reading them takes a while.
void writeWideDatabase(const QString &path, int tables)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"wide"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        database.transaction();
        for (int t = 0; t < tables; ++t) {
            QVERIFY(query.exec(
                u"CREATE TABLE things_%1 (id INTEGER PRIMARY KEY, name TEXT, a INTEGER, b REAL, c TEXT, d DATE)"_s.arg(
                    t)));
            QVERIFY(query.exec(
                u"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500) "
                "INSERT INTO things_%1 SELECT x, 'name ' || x, x %% 7, x * 1.5, 'c' || (x %% 11), '2026-01-01' FROM n"_s
                    .arg(t)
                    .replace(u"%%"_s, u"%"_s)));
        }
        database.commit();
    }
    QSqlDatabase::removeDatabase(u"wide"_s);
}

} // namespace

class TestDaemon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itServesAndStopsCleanlyWhenAsked()
    {
        const PlatformPlace data;
        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.directory()));
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(
            network.get(QNetworkRequest(daemon.url().resolved(QUrl(u"/healthz"_s)))));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);

        QVERIFY2(daemon.terminate(), "SIGTERM ends it within five seconds");
        QCOMPARE(daemon.exitCode(), 0);
    }

    void aDataDirectoryHasOneServer()
    {
        const PlatformPlace data;
        DaemonProcess first(data);
        QVERIFY(first.start(data.directory()));
        DaemonProcess second(data);
        second.launch({u"serve"_s, u"--data-dir"_s, data.directory(), u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(second.waitForEnd());
        QCOMPARE(second.exitCode(), 1);
        QVERIFY(second.standardError().contains("Another Tabletalk is using"));
    }

    void theAuditLogIsVerifiedAndTamperingFailsTheCommand()
    {
        const PlatformPlace data;
        const auto verify = [&](const QStringList &more = {}) {
            DaemonProcess daemon(data);
            daemon.launch(QStringList{u"verify-audit"_s, u"--data-dir"_s, data.directory()} + more);
            const bool ended = daemon.waitForEnd();
            return ended ? std::pair(daemon.exitCode(), daemon.standardOutput()) : std::pair(-1, QByteArray());
        };
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory()));
            RestClient client(daemon.url());
            signUp(client);
            signIn(client);
            const auto [code, text] = verify(); // while the server runs
            QCOMPARE(code, 0);
            QVERIFY2(text.startsWith("intact acme 2 "), text.constData());
            const QStringList left = QDir(data.directory()).entryList({u".verify*"_s}, QDir::AllEntries | QDir::Hidden);
            QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
            QVERIFY(daemon.terminate());
        }
        const auto [code, text] = verify();
        QCOMPARE(code, 0);
        QVERIFY2(text.startsWith("intact acme 2 "), text.constData());
        QFile heads(data.filePath(u"heads"_s));
        QVERIFY(heads.open(QIODevice::WriteOnly));
        heads.write(text);
        heads.close();
        QCOMPARE(verify({u"--kept-heads"_s, heads.fileName()}).first, 0);

        QVERIFY(data.connect()->execute(u"DELETE FROM audit WHERE seq = 1"_s));
        const auto [broken, words] = verify();
        QCOMPARE(broken, 1);
        QVERIFY2(words.contains("BROKEN acme"), words.constData());
        QVERIFY2(words.contains("at record 1: Record 1 was removed."), words.constData());
    }

    /// Neither the server nor a command goes on with what a move left behind; the key least of all.
    void whatWasMovedAwayIsNotTouched()
    {
        if (test::platformIsPostgres())
            QSKIP("what is moved away was on SQLite");
        const PlatformPlace data;
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory()));
            RestClient client(daemon.url());
            signUp(client);
            QVERIFY(daemon.terminate());
        }
        const auto contentOf = [&](const QString &name) {
            QFile file(data.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray key = contentOf(u"master.key"_s);
        QVERIFY(!key.isEmpty());
        QFile note(data.filePath(u"platform.moved"_s));
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("postgresql://db.example.org/tabletalk\n") > 0);
        note.close();
        for (const QString &command : {u"rotate-key"_s, u"serve"_s, u"verify-audit"_s}) {
            DaemonProcess daemon(data);
            daemon.launch({command, u"--data-dir"_s, data.directory()});
            QVERIFY2(daemon.waitForEnd(), qPrintable(command));
            QCOMPARE(daemon.exitCode(), 1);
        }
        QCOMPARE(contentOf(u"master.key"_s), key);
        DaemonProcess backup(data); // of what was true before the move only
        backup.launch({u"backup"_s, data.filePath(u"stale.tar.gz"_s), u"--data-dir"_s, data.directory()});
        QVERIFY(backup.waitForEnd());
        QCOMPARE(backup.exitCode(), 1);
        QVERIFY(!QFile::exists(data.filePath(u"stale.tar.gz"_s)));
        QVERIFY(note.remove());
        DaemonProcess again(data);
        QVERIFY(again.start(data.directory()));
        QVERIFY(again.terminate());
    }

    void anOperatorMakesALinkForANewPassword()
    {
        const PlatformPlace data;
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory()));
            RestClient client(daemon.url());
            signUp(client);
            QVERIFY(daemon.terminate());
        }
        DaemonProcess command(data);
        command.launch({u"reset-password"_s, u"--data-dir"_s, data.directory(), u"--email"_s, u"ana@acme.example"_s});
        QVERIFY(command.waitForEnd());
        QCOMPARE(command.exitCode(), 0);
        const QString token = QString::fromUtf8(command.standardOutput()).section(u'#', 1).trimmed();
        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.directory()));
        RestClient client(daemon.url());
        const QJsonObject reset{{u"token"_s, token}, {u"newPassword"_s, u"quite another one, longer"_s}};
        QVERIFY(client.post(u"auth/password/reset"_s, reset).has_value());
        QVERIFY(!client.post(u"auth/password/reset"_s, reset).has_value());
        QVERIFY(client
                    .post(u"auth/login"_s,
                          {{u"email"_s, u"ana@acme.example"_s}, {u"password"_s, u"quite another one, longer"_s}})
                    .has_value());
    }

    void wrongOptionsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList();
        QTest::newRow("unknown command") << QStringList{u"fly"_s};
        QTest::newRow("no data directory") << QStringList{u"serve"_s};
        QTest::newRow("unknown option") << QStringList{u"serve"_s, u"--data-dir"_s, u"x"_s, u"--fast"_s};
        QTest::newRow("option of another command")
            << QStringList{u"serve"_s, u"--data-dir"_s, u"x"_s, u"--email"_s, u"a@b.example"_s};
        QTest::newRow("value missing") << QStringList{u"serve"_s, u"--data-dir"_s};
        QTest::newRow("bad address") << QStringList{u"serve"_s, u"--data-dir"_s, u"/tmp/unused"_s, u"--listen"_s,
                                                    u"here"_s};
        QTest::newRow("bad registration")
            << QStringList{u"serve"_s, u"--data-dir"_s, u"/tmp/unused"_s, u"--registration"_s, u"maybe"_s};
    }

    void wrongOptionsAreRefused()
    {
        QFETCH(QStringList, arguments);
        DaemonProcess daemon;
        daemon.launch(arguments);
        QVERIFY(daemon.waitForEnd());
        QCOMPARE(daemon.exitCode(), 2);
        QVERIFY(!daemon.standardError().isEmpty());
    }

    void aCommandThatIsNoneIsNamed()
    {
        DaemonProcess daemon;
        daemon.launch({u"serv"_s});
        QVERIFY(daemon.waitForEnd());
        QCOMPARE(daemon.exitCode(), 2);
        QVERIFY(daemon.standardError().contains("there is no command serv\n"));
    }

    void theConfigurationFileIsReadAndTheCommandLineWins()
    {
        const PlatformPlace data;
        QFile config(data.filePath(u"tabletalk.conf"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("listen=nonsense\nregistration=closed\n");
        config.close();
        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.filePath(u"data"_s), {u"--config"_s, config.fileName()}));
        RestClient client(daemon.url());
        const auto refused = client.post(u"auth/register"_s, account);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::RegistrationClosed);
    }

    /// Paths of Windows, passwords: nothing in a value means anything but itself.
    void aValueOfTheConfigurationFileMeansItself()
    {
        const PlatformPlace data;
        const QString odd = data.filePath(u"x\\two, three; four"_s);
        QFile config(data.filePath(u"tabletalk.conf"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("; a remark\n[General]\n\n data-dir = " + odd.toUtf8()
                     + "\nallow-hosts = 10.0.0.0/8, 172.16.0.0/12\nair-gap = no\n");
        config.close();
        DaemonProcess init(data);
        init.launch({u"init"_s, u"--config"_s, config.fileName(), u"--organization"_s, u"Acme"_s, u"--email"_s,
                     u"ana@acme.example"_s});
        QVERIFY(init.waitForEnd());
        QVERIFY2(init.exitCode() == 0, init.standardError().constData());
        QVERIFY(QFileInfo(odd).isDir());
    }

    void whatIsNeitherTrueNorFalseIsRefused()
    {
        const PlatformPlace data;
        QFile config(data.filePath(u"tabletalk.conf"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("air-gap = maybe\n");
        config.close();
        DaemonProcess daemon(data);
        daemon.launch({u"serve"_s, u"--data-dir"_s, data.filePath(u"data"_s), u"--config"_s, config.fileName()});
        QVERIFY(daemon.waitForEnd());
        QCOMPARE(daemon.exitCode(), 2);
        QVERIFY(daemon.standardError().contains("air-gap"));
    }

    /// A name or a proxy leads there from elsewhere, though it listens on loopback.
    void whoeverStandsBehindAProxyIsNotOpenToEverybody()
    {
        const QList<QStringList> published{{u"--public-url"_s, u"https://tables.example.org"_s},
                                           {u"--trusted-proxy"_s, u"127.0.0.1/32"_s}};
        for (const QStringList &options : published) {
            const PlatformPlace data;
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory(), options));
            RestClient client(daemon.url());
            const auto refused = client.post(u"auth/register"_s, account);
            QVERIFY2(!refused && refused.error().code == ProblemCode::RegistrationClosed, qPrintable(options[0]));
        }
    }

    /// What root wrote there, the account of the service could not read afterwards.
    void rootDoesNotTouchTheDirectoryOfAnotherAccount()
    {
#ifdef Q_OS_UNIX
        if (geteuid() != 0)
            QSKIP("only root can give a directory away");
        const PlatformPlace data;
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory()));
            QVERIFY(daemon.terminate());
        }
        constexpr uid_t nobody = 65534;
        QCOMPARE(chown(qPrintable(data.directory()), nobody, nobody), 0);
        for (const QString &command : {u"verify-audit"_s, u"rotate-key"_s, u"serve"_s}) {
            DaemonProcess daemon(data);
            daemon.launch({command, u"--data-dir"_s, data.directory()});
            QVERIFY2(daemon.waitForEnd(), qPrintable(command));
            QCOMPARE(daemon.exitCode(), 1);
            QVERIFY2(daemon.standardError().contains("belongs to"), daemon.standardError().constData());
        }
        QCOMPARE(chown(qPrintable(data.directory()), 0, 0), 0);
#else
        QSKIP("Windows has no root");
#endif
    }

    void initMakesTheFirstOrganisation()
    {
        const PlatformPlace data;
        DaemonProcess init(data);
        init.launch({u"init"_s, u"--data-dir"_s, data.directory(), u"--organization"_s, u"Acme"_s, u"--email"_s,
                     u"ana@acme.example"_s});
        QVERIFY(init.waitForEnd());
        QCOMPARE(init.exitCode(), 0);
        const QString password =
            QString::fromUtf8(init.standardOutput()).section(u"password"_s, 1).trimmed().section(u'\n', 0, 0).trimmed();

        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.directory()));
        RestClient client(daemon.url());
        const auto signedIn =
            client.post(u"auth/login"_s, {{u"email"_s, u"ana@acme.example"_s}, {u"password"_s, password}});
        QVERIFY2(signedIn.has_value(), qPrintable(password));
        QCOMPARE((*signedIn)[u"organization"][u"role"].toString(), u"owner"_s);
    }

    void anOnboardingGoesOnAfterAKill()
    {
        const PlatformPlace data;
        const QString file = data.filePath(u"wide.sqlite"_s);
        writeWideDatabase(file, 400);
        const QStringList options{u"--allow-files"_s, data.directory()};

        QString database;
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.filePath(u"data"_s), options));
            RestClient client(daemon.url());
            signUp(client);
            database = connectDatabase(client, file);
            QVERIFY(!database.isEmpty());
            QTRY_VERIFY_WITH_TIMEOUT(stageOf(client, database) == u"profiling", patienceMs);
            daemon.kill9();
        }
        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.filePath(u"data"_s), options));
        RestClient client(daemon.url());
        signIn(client);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(client, database), u"ready"_s, patienceMs);
        const auto read = client.get(u"tenant/databases/"_s + database);
        QCOMPARE((*read)[u"tableCount"].toInt(), 400);
    }

    void anAnswerCutByAKillEndsWithAProblem()
    {
        const PlatformPlace data;
        QString database;
        {
            DaemonProcess daemon(data);
            QVERIFY(daemon.start(data.directory()));
            RestClient client(daemon.url());
            signUp(client);
            database = connectDatabase(client, u"sample:retail"_s);
            QTRY_COMPARE_WITH_TIMEOUT(stageOf(client, database), u"ready"_s, patienceMs);

            const QString slow =
                u"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) SELECT count(*) FROM n"_s;
            QNetworkAccessManager network;
            QNetworkRequest request(daemon.url().resolved(QUrl(u"/api/v1/chat/run"_s)));
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
            request.setRawHeader("Authorization", "Bearer " + client.token().toLatin1());
            const std::unique_ptr<QNetworkReply> reply(network.post(
                request, QJsonDocument(QJsonObject{{u"databaseId"_s, database}, {u"sql"_s, slow}}).toJson()));
            QTRY_VERIFY_WITH_TIMEOUT(!(*client.get(u"conversations"_s))[u"items"].toArray().isEmpty(), patienceMs);
            QVERIFY(!reply->isFinished());
            daemon.kill9();
        }
        DaemonProcess daemon(data);
        QVERIFY(daemon.start(data.directory()));
        RestClient client(daemon.url());
        signIn(client);
        const auto conversations = client.get(u"conversations"_s);
        QVERIFY(conversations.has_value());
        const QString id = (*conversations)[u"items"][0][u"id"].toString();
        const auto conversation = client.get(u"conversations/"_s + id);
        QVERIFY(conversation.has_value());
        const QJsonValue message = (*conversation)[u"messages"][0];
        QCOMPARE(message[u"status"].toString(), u"failed"_s);
        QCOMPARE(message[u"problem"][u"code"].toString(), u"unavailable"_s);
    }
};

static const bool registered = tabletalk::test::add<TestDaemon>();
#include "tst_Daemon.moc"
