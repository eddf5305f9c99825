// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;
using app::RestClient;
using test::DaemonProcess;
using test::PlatformPlace;

namespace {

struct Ran
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// The terminal program with a home of its own, beside a running server.
class Fixture
{
public:
    Fixture()
    {
        ready = daemon.start(m_folder.filePath(u"data"_s));
        RestClient client(daemon.url());
        ready = ready
                && client
                       .post(u"auth/register"_s, {{u"organization"_s, u"Acme"_s},
                                                  {u"email"_s, u"ana@acme.example"_s},
                                                  {u"password"_s, u"correct horse battery"_s},
                                                  {u"fullName"_s, u"Ana"_s}})
                       .has_value();
    }

    Ran run(const QStringList &arguments, const QHash<QString, QString> &more = {}, const QByteArray &input = {}) const
    {
        constexpr int patienceMs = 60'000;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_folder.directory());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
        for (auto each = more.cbegin(); each != more.cend(); ++each)
            environment.insert(each.key(), each.value());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalk-cli"_s, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    Ran login(const QByteArray &password) const
    {
        return run({u"login"_s, u"--server"_s, daemon.url().toString(), u"--email"_s, u"ana@acme.example"_s}, {},
                   password + '\n');
    }

    QString signInFile() const { return m_folder.filePath(u"config/tabletalk-cli/sign-in.json"_s); }

private:
    PlatformPlace m_folder;

public:
    DaemonProcess daemon{m_folder};
    bool ready = false;
};

} // namespace

class TestRemoteCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void somebodySignsInCallsOperationsAndSignsOut()
    {
        const Fixture f;
        QVERIFY(f.ready);
        QCOMPARE(f.run({u"admin"_s, u"auth.me"_s}).exitCode, 5);
        QCOMPARE(f.login("wrong").exitCode, 5);
        const Ran in = f.login("correct horse battery");
        QCOMPARE(in.exitCode, 0);
        QVERIFY2(in.out.contains("Signed in to Acme as ana@acme.example."), in.out.constData());
        const auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(QFile::exists(f.signInFile()));
        QVERIFY(!(QFile::permissions(f.signInFile()) & forOthers));

        QCOMPARE(f.run({u"admin"_s, u"auth.me"_s}).json()[u"user"][u"email"].toString(), u"ana@acme.example"_s);
        const Ran renamed = f.run({u"admin"_s, u"tenant.update"_s, u"name=Acme & Sons"_s});
        QCOMPARE(renamed.exitCode, 0);
        QCOMPARE(renamed.json()[u"name"].toString(), u"Acme & Sons"_s);
        const Ran list = f.run({u"admin"_s, u"audit.list"_s, u"limit=1"_s, u"outcome=failed"_s});
        QCOMPARE(list.json()[u"items"].toArray().size(), 1);
        const QString person = f.run({u"admin"_s, u"users.list"_s}).json()[u"items"][0][u"id"].toString();
        QCOMPARE(f.run({u"admin"_s, u"users.read"_s, u"id="_s + person}).json()[u"id"].toString(), person);
        const Ran lines = f.run({u"admin"_s, u"audit.export"_s, u"format=csv"_s});
        QCOMPARE(lines.exitCode, 0);
        QVERIFY(lines.out.startsWith("seq,at,"));

        const QString client = f.run({u"admin"_s, u"auth.sessions"_s}).json()[u"items"][0][u"client"].toString();
        QVERIFY2(client.startsWith(u"tabletalk-cli/"_s), qPrintable(client));
        QCOMPARE(f.run({u"admin"_s, u"tenant.close"_s, u"reason=holidays"_s}).exitCode, 0);
        QCOMPARE(f.run({u"admin"_s, u"tenant.stats"_s}).exitCode, 5);
        QCOMPARE(f.run({u"admin"_s, u"tenant.reopen"_s}).exitCode, 0);

        QCOMPARE(f.run({u"logout"_s}).exitCode, 0);
        QVERIFY(!QFile::exists(f.signInFile()));
        QCOMPARE(f.run({u"admin"_s, u"auth.me"_s}).exitCode, 5);
    }

    void aKeyInTheEnvironmentServesScripts()
    {
        const Fixture f;
        QVERIFY(f.ready);
        QCOMPARE(f.login("correct horse battery").exitCode, 0);
        const QString workspace = f.run({u"admin"_s, u"tenant.read"_s}).json()[u"defaultWorkspaceId"].toString();
        const Ran made = f.run({u"admin"_s, u"apiKeys.create"_s, u"workspaceId="_s + workspace, u"name=script"_s,
                                u"scopes=[\"databases.read\"]"_s});
        QCOMPARE(made.exitCode, 0);
        const QHash<QString, QString> environment{{u"TABLETALK_SERVER"_s, f.daemon.url().toString()},
                                                  {u"TABLETALK_TOKEN"_s, made.json()[u"key"].toString()}};
        QCOMPARE(f.run({u"admin"_s, u"databases.list"_s}, environment).exitCode, 0);
        const Ran refused = f.run({u"admin"_s, u"audit.list"_s}, environment);
        QCOMPARE(refused.exitCode, 5);
        QVERIFY2(refused.err.contains("audit.read"), refused.err.constData());
        QVERIFY(refused.out.isEmpty());
    }

    void mistakesAreSaidWithWords()
    {
        const Fixture f;
        QVERIFY(f.ready);
        QCOMPARE(f.run({u"login"_s}).exitCode, 2);
        QCOMPARE(f.run({u"admin"_s}).exitCode, 2);
        QCOMPARE(f.login("correct horse battery").exitCode, 0);
        const Ran unknown = f.run({u"admin"_s, u"audit.burn"_s});
        QVERIFY(unknown.exitCode != 0 && unknown.err.contains("audit.burn"));
        const Ran noField = f.run({u"admin"_s, u"audit.list"_s, u"limit"_s});
        QVERIFY(noField.exitCode != 0 && noField.err.contains("FIELD=VALUE"));
    }
};

static const bool registered = tabletalk::test::add<TestRemoteCli>();
#include "tst_RemoteCli.moc"
