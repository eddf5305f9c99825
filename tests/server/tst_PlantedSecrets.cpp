// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/SmtpSink.h"
#include "tests/support/TestRunner.h"

#include <QDirIterator>

#include <mutex>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

std::mutex logMutex;
QByteArray logged;
QtMessageHandler handlerBefore = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    {
        const std::lock_guard lock(logMutex);
        logged += message.toUtf8() + '\n';
    }
    if (handlerBefore)
        handlerBefore(type, context, message);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Secrets with a mark in them are planted wherever the server takes one, and then everything
/// that it wrote or said is searched for them.
class TestPlantedSecrets : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SmtpSink> m_mail;
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QHash<QString, QByteArray> m_secrets;
    QByteArray m_said; ///< all that was answered, but where a secret is given out on purpose

    RestReply say(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        const RestReply reply = m_server->rest(verb, path, m_owner.accessToken, body);
        m_said += reply.bytes;
        return reply;
    }

    void search(const QByteArray &text, const QString &where)
    {
        for (auto each = m_secrets.cbegin(); each != m_secrets.cend(); ++each) {
            QVERIFY2(!text.contains(each.value()), qPrintable(each.key() + u" in " + where));
            QVERIFY2(!text.contains(each.value().toBase64(QByteArray::OmitTrailingEquals)),
                     qPrintable(each.key() + u" (base64) in " + where));
            QVERIFY2(!text.contains(each.value().toHex()), qPrintable(each.key() + u" (hex) in " + where));
            QVERIFY2(!text.contains(QUrl::toPercentEncoding(QString::fromLatin1(each.value()))),
                     qPrintable(each.key() + u" (encoded) in " + where));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        handlerBefore = qInstallMessageHandler(keepLog);
        m_mail = std::make_unique<SmtpSink>();
        m_server = std::make_unique<RunningServer>([this](ServerOptions &options) {
            options.smtpUrl = m_mail->url();
            options.mailFrom = u"tabletalk@example.org"_s;
        });
        m_owner = m_server->organization(u"Acme"_s);
        m_secrets[u"the password"_s] = "correct horse battery";
        m_secrets[u"the access token"_s] = m_owner.accessToken.toLatin1();
        m_secrets[u"the refresh token"_s] = m_owner.refreshToken.toLatin1();
        m_secrets[u"a connection's password"_s] = "Sesame-4711-planted";
        m_secrets[u"a guessed password"_s] = "Guessed-0815-planted";
    }
    void cleanupTestCase()
    {
        m_server.reset();
        qInstallMessageHandler(handlerBefore);
    }

    void secretsAreUsedInEveryWayThatThereIs()
    {
        const QString workspace = m_server->rest("GET", u"tenant"_s, m_owner.accessToken).text("defaultWorkspaceId");
        const auto key = m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), m_owner.accessToken,
                                        {{"name", "planted"}});
        QCOMPARE(key.status, 201);
        m_secrets[u"an API key"_s] = key.text("key").toLatin1();
        // Databases that cannot be reached, with a password in their address, are kept as well.
        const auto created =
            say("POST", u"tenant/databases"_s,
                {{"name", "away"}, {"url", "postgresql://reader:Sesame-4711-planted@127.0.0.1:1/shop"}});
        say("POST", u"tenant/databases"_s,
            {{"name", "odd"}, {"url", "postgresql://x:Sesame-4711-planted@[::bad/shop"}});
        say("POST", u"tenant/databases"_s, {{"name", "odd"}, {"url", "oracle://x:Sesame-4711-planted@host/shop"}});
        if (created.status == 201) {
            say("POST", u"tenant/databases/%1/test"_s.arg(created.text("id")), json::object{});
            say("POST", u"tenant/databases/%1/onboard"_s.arg(created.text("id")), json::object{});
            say("GET", u"tenant/databases/"_s + created.text("id"));
        }
        QVERIFY(!m_server->connectShop(m_owner.accessToken).isEmpty());
        // Refused sign-ins, and secrets where none belongs.
        m_server->rest("POST", u"auth/login"_s, {},
                       {{"email", "acme@example.org"}, {"password", "Guessed-0815-planted"}});
        m_server->rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", "Guessed-0815-planted"}});
        m_server->rest("GET", u"tenant"_s, u"Guessed-0815-planted"_s);
        say("POST", u"auth/password/change"_s,
            {{"currentPassword", "Guessed-0815-planted"}, {"newPassword", "Guessed-0815-planted"}});
        say("PUT", u"auth/me"_s, {{"fullName", 7}, {"password", "Guessed-0815-planted"}});
        say("PUT", u"tenant"_s, {{"timeZone", "nowhere"}, {"password", "Guessed-0815-planted"}});
        // A mailed link.
        m_server->rest("POST", u"auth/password/forgot"_s, {}, {{"email", "acme@example.org"}});
        QTRY_COMPARE_WITH_TIMEOUT(m_mail->mails().size(), size_t(1), 20'000);
        const QByteArray text = m_mail->mails().front().text;
        const QByteArray token = text.mid(text.indexOf('#') + 1).split('\n').front().trimmed();
        QVERIFY(token.size() > 40);
        m_secrets[u"a mailed token"_s] = token;
        // People who are made and invited, by mail as well, and a password in the wrong field.
        m_secrets[u"a new member's password"_s] = "Fresh-2342-planted horse";
        QCOMPARE(say("POST", u"tenant/users"_s,
                     {{"email", "bo@example.org"},
                      {"fullName", "Bo"},
                      {"role", "member"},
                      {"password", "Fresh-2342-planted horse"}})
                     .status,
                 201);
        const auto tokenIn = [](const RestReply &reply, const char *field) {
            return reply.text(field).section(u'#', 1).toLatin1();
        };
        m_secrets[u"a new member's link"_s] =
            tokenIn(m_server->rest("POST", u"tenant/users"_s, m_owner.accessToken,
                                   {{"email", "cy@example.org"}, {"fullName", "Cy"}, {"role", "member"}}),
                    "passwordLink");
        m_secrets[u"an invitation"_s] = tokenIn(m_server->rest("POST", u"invitations"_s, m_owner.accessToken,
                                                               {{"email", "di@example.org"}, {"role", "member"}}),
                                                "link");
        for (const QString &name : {u"a new member's link"_s, u"an invitation"_s})
            QVERIFY2(m_secrets.value(name).size() > 40, qPrintable(name));
        QTRY_COMPARE_WITH_TIMEOUT(m_mail->mails().size(), size_t(3), 20'000);
        m_secrets[u"a password typed as an address"_s] = "typed-0042-planted";
        m_server->rest("POST", u"auth/login"_s, {}, {{"email", "typed-0042-planted"}, {"password", "x"}});
        const auto master = readAll(m_server->dataDirectory() + u"/master.key"_s).trimmed();
        m_secrets[u"the master key"_s] = QByteArray::fromBase64(master);
        m_secrets[u"the master key's text"_s] = master;
    }

    void noAnswerAndNoExportHoldsThem()
    {
        RpcConnection socket(*m_server, m_owner.accessToken);
        m_said += QByteArray::fromStdString(json::serialize(socket.call("databases.list", json::object{})));
        for (const QString &path : {u"tenant"_s, u"tenant/databases"_s, u"tenant/users"_s, u"usage/audit?limit=200"_s,
                                    u"usage/audit/export"_s, u"usage/audit/export?format=csv"_s, u"auth/me"_s,
                                    u"auth/sessions"_s, u"auth/history"_s, u"tenant/security"_s, u"invitations"_s})
            QCOMPARE(say("GET", path).status, 200);
        m_said += m_server->get(u"/metrics"_s).bytes + m_server->get(u"/openapi.json"_s).bytes;
        search(m_said, u"an answer"_s);
    }

    void noFileHoldsThem()
    {
        m_server->stop();
        int files = 0;
        QDirIterator each(m_server->dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = each.next();
            ++files;
            if (path.endsWith(u"/master.key"_s))
                continue; // the one place where it belongs
            search(readAll(path), path);
        }
        QVERIFY(files > 0);
        const QByteArray stored = m_server->everythingStored();
        search(stored, u"the platform database"_s);
        QVERIFY(stored.contains("acme@example.org")); // it is readable
    }

    void noLogLineHoldsThem()
    {
        const std::lock_guard lock(logMutex);
        search(logged, u"the log"_s);
    }
};

static const bool registered = tabletalk::test::add<TestPlantedSecrets>();
#include "tst_PlantedSecrets.moc"
