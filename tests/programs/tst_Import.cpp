// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using app::RestClient;
using test::DaemonProcess;
using test::PlatformPlace;

namespace {

/// A folder to import, with one small database beside it.
class Fixture
{
public:
    Fixture()
    {
        QDir(m_dir.path()).mkpath(u"old/documents/letters"_s);
        write(u"users.jsonl"_s,
              R"({"email":"ana@acme.example","fullName":"Ana","role":"owner","password":"correct horse battery"}
{"email":"bo@acme.example","role":"viewer","password":"correct horse battery"}

{"email":"cy@acme.example"}
)");
        write(u"databases.jsonl"_s, "{\"name\":\"Shop\",\"url\":\"sqlite://" + shop().toUtf8() + "\"}\n");
        write(u"documents/letters/one.txt"_s, "Dear Ana");
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"shop"_s);
        database.setDatabaseName(shop());
        database.open();
        QSqlQuery(database).exec(u"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)"_s);
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"shop"_s);
    }

    QString shop() const { return m_dir.filePath(u"shop.sqlite"_s); }
    QString data() const { return m_dir.filePath(u"data"_s); }
    const PlatformPlace &platform() const { return m_platform; }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_dir.filePath(u"old/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    struct Outcome
    {
        int exitCode = -1;
        QString output;
        QString errors;
    };
    Outcome import() const
    {
        QProcess process;
        process.setProcessEnvironment(m_platform.environment());
        process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalkd"_s,
                      {u"import"_s, m_dir.filePath(u"old"_s), u"--data-dir"_s, data(), u"--organization"_s, u"Acme"_s,
                       u"--allow-files"_s, m_dir.path()});
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

private:
    QTemporaryDir m_dir;
    PlatformPlace m_platform;
};

QJsonArray items(RestClient &client, const QString &path)
{
    const auto list = client.get(path);
    return list ? (*list)[u"items"].toArray() : QJsonArray();
}

QString defaultWorkspace(RestClient &client, const QString &organization)
{
    const QJsonArray workspaces = items(client, u"organizations/"_s + organization + u"/workspaces");
    return workspaces.isEmpty() ? QString() : workspaces[0][u"id"].toString();
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peopleAndDatabasesAreTakenOverOnce()
    {
        const Fixture f;
        const auto first = f.import();
        QVERIFY2(first.exitCode == 0, qPrintable(first.errors + first.output));
        QVERIFY(first.output.contains(u"databases: 1 made, 0 failed, 0 there already"_s));
        QVERIFY2(first.output.contains(u"documents: 1 made, 0 failed, 0 there already"_s), qPrintable(first.output));
        QVERIFY(first.output.contains(u"cy@acme.example"_s)); // with the password that was made
        QVERIFY(!first.output.contains(u"correct horse"_s));
        const auto second = f.import();
        QVERIFY2(second.exitCode == 0, qPrintable(second.errors));
        QVERIFY(second.output.contains(u"users: 0 made, 0 joined with the account they had, 3 there already"_s));
        QVERIFY(second.output.contains(u"databases: 0 made, 0 failed, 1 there already"_s));
        QVERIFY2(second.output.contains(u"documents: 0 made, 0 failed, 1 there already"_s), qPrintable(second.output));

        DaemonProcess daemon(f.platform());
        QVERIFY(daemon.start(f.data()));
        RestClient client(daemon.url());
        const auto ana = client.post(
            u"auth/login"_s, {{u"email"_s, u"ana@acme.example"_s}, {u"password"_s, u"correct horse battery"_s}});
        QVERIFY(ana.has_value());
        client.setToken((*ana)[u"accessToken"].toString());
        QCOMPARE(items(client, u"tenant/users"_s).size(), 3);
        QCOMPARE(items(client, u"tenant/databases"_s).size(), 1);
        const QString workspace = defaultWorkspace(client, (*ana)[u"organization"][u"id"].toString());
        const QJsonArray letters = items(client, u"workspaces/"_s + workspace + u"/documents");
        QCOMPARE(letters.size(), 1);
        QCOMPARE(letters[0][u"name"].toString(), u"letters/one.txt"_s);
        QCOMPARE(letters[0][u"visibility"].toString(), u"private"_s);
        // Everything is private: others see nothing that anybody made.
        const auto bo = client.post(u"auth/login"_s,
                                    {{u"email"_s, u"bo@acme.example"_s}, {u"password"_s, u"correct horse battery"_s}});
        QCOMPARE((*bo)[u"organization"][u"role"].toString(), u"viewer"_s);
        client.setToken((*bo)[u"accessToken"].toString());
        QCOMPARE(items(client, u"shown/conversations"_s).size(), 0);
        QCOMPARE(items(client, u"workspaces/"_s + workspace + u"/documents").size(), 0);
    }

    void nothingIsTakenOverFromAFolderWithAMistake_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        QTest::newRow("json") << u"users.jsonl"_s << QByteArray("{\"email\":\"a@b.example\"}\n{\n")
                              << u"users.jsonl, line 2"_s;
        QTest::newRow("role") << u"users.jsonl"_s << QByteArray("{\"email\":\"a@b.example\",\"role\":\"king\"}")
                              << u"users.jsonl, line 1"_s;
        QTest::newRow("nobody") << u"users.jsonl"_s << QByteArray("\n") << u"nobody"_s;
        QTest::newRow("url") << u"databases.jsonl"_s << QByteArray("{\"name\":\"x\"}") << u"databases.jsonl, line 1"_s;
    }

    void nothingIsTakenOverFromAFolderWithAMistake()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(QString, said);
        const Fixture f;
        f.write(file, content);
        const auto outcome = f.import();
        QVERIFY(outcome.exitCode != 0);
        QVERIFY2(outcome.errors.contains(said), qPrintable(outcome.errors));
        QVERIFY(!QFile::exists(f.data() + u"/platform.db"_s));
    }
};

static const bool registered = tabletalk::test::add<TestImport>();
#include "tst_Import.moc"
