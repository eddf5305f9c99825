// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Documents over the wire: added, read in the background, shown, changed and deleted.
class TestDocuments : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token;
    QString m_place; ///< "workspaces/…/documents"
    int m_number = 0;

    RestReply call(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        return m_server->rest(verb, m_place + path, m_token, body);
    }
    QString memberOf(Role role)
    {
        return m_server->member(m_owner, u"%1%2@example.org"_s.arg(roleName(role)).arg(++m_number), role);
    }
    /// Words that no other document of the test has.
    QString words() { return u"The handbook of department %1 says that refunds take a week."_s.arg(++m_number); }
    QString addText(const QString &text, const char *name = "Refund policy")
    {
        return call("POST", {}, {{"name", name}, {"text", text.toStdString()}}).text("id");
    }
    json::object document(const QString &id) { return call("GET", u"/"_s + id).body.at("document").as_object(); }
    QString stateOf(const QString &id) { return QString::fromStdString(document(id).at("state").as_string().c_str()); }
    bool ends(const QString &id, const QString &state = u"completed"_s)
    {
        return QTest::qWaitFor([&] { return stateOf(id) == state; }, 20'000);
    }
    json::array passagesOf(const QString &id)
    {
        return call("GET", u"/"_s + id + u"/passages?limit=200"_s).body.at("items").as_array();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Ours"_s);
        m_token = m_owner.accessToken;
        m_place =
            u"workspaces/"_s + m_server->rest("GET", u"tenant"_s, m_token).text("defaultWorkspaceId") + u"/documents"_s;
    }

    void aTextIsCutIntoPassages()
    {
        const QString id = addText(words());
        QVERIFY(ends(id));
        const json::object read = document(id);
        QCOMPARE(read.at("passages").as_int64(), 1);
        QCOMPARE(read.at("language").as_string(), "en");
        QCOMPARE(read.at("progress").as_int64(), 100);
        const json::array passages = passagesOf(id);
        QVERIFY(QString::fromStdString(passages.at(0).at("text").as_string().c_str()).contains(u"refunds take a week"));
    }
    void aMarkdownFileKeepsItsHeadings()
    {
        const QByteArray file = "# Handbook\n\nWelcome to department 9000.\n\n## Refunds\n\nA refund takes a week.\n";
        const RestReply made = call("POST", {}, {{"name", "handbook.md"}, {"data", file.toBase64().toStdString()}});
        QCOMPARE(made.status, 201);
        QVERIFY(ends(made.text("id")));
        const json::array passages = passagesOf(made.text("id"));
        QCOMPARE(passages.size(), size_t(2));
        QVERIFY(QString::fromStdString(passages.at(1).at("heading").as_string().c_str()).contains(u"Refunds"));
    }
};

static const bool registered = tabletalk::test::add<TestDocuments>();
#include "tst_Documents.moc"
