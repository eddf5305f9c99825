// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/SampleDatabase.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Four databases in one workspace: each question is answered from one, and what needs two is
/// refused with the reason.
class TestSeveralDatabases : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    QString m_token;
    QHash<QString, QString> m_databases; ///< by key of the sample

    RestReply ask(const QString &sample, const QString &question, const json::value &conversation = nullptr)
    {
        json::object request{{"databaseId", m_databases.value(sample).toStdString()},
                             {"question", question.toStdString()}};
        if (!conversation.is_null())
            request["conversationId"] = conversation;
        return m_server->rest("POST", u"chat/query"_s, m_token, request);
    }

    /// A key has a rate of its own: many questions in a row are no matter of these tests.
    QString anotherKey()
    {
        const RestReply profile = m_server->rest("GET", u"tenant"_s, m_token);
        const QString workspace = profile.text("defaultWorkspaceId");
        return m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), m_token, {{"name", "Many"}})
            .text("key");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_token = m_server->organization(u"Owner"_s).accessToken;
        for (const SampleInfo &sample : samples()) {
            m_databases[sample.key] = m_server->connect(m_token, sample.title, u"sample:"_s + sample.key);
            QVERIFY2(!m_databases.value(sample.key).isEmpty(), qPrintable(sample.key));
        }
    }

    void cleanupTestCase() { m_server.reset(); }

    void noSuggestedQuestionIsRefused()
    {
        for (const SampleInfo &sample : samples()) {
            const QString key = anotherKey();
            for (const QString &question : sample.questions) {
                const RestReply reply = m_server->rest("POST", u"chat/query"_s, key,
                                                       {{"databaseId", m_databases.value(sample.key).toStdString()},
                                                        {"question", question.toStdString()}});
                QVERIFY2(reply.status == 200,
                         qPrintable(sample.key + u": "_s + question + u' ' + reply.text("detail")));
            }
        }
        const RestReply all = m_server->rest("GET", u"chat/databases"_s, m_token);
        for (const json::value &database : all.body.at("items").as_array()) {
            const QString key = anotherKey();
            for (const json::value &question : database.at("suggestions").as_array()) {
                const RestReply reply = m_server->rest("POST", u"chat/query"_s, key,
                                                       {{"databaseId", database.at("id")}, {"question", question}});
                QVERIFY2(reply.status == 200, qPrintable(textOf(question) + u' ' + reply.text("detail")));
            }
        }
    }

    void aQuestionOverTwoDatabasesIsRefusedWithTheReason()
    {
        const RestReply reply = ask(u"retail"_s, u"Compare orders with patients"_s);
        QCOMPARE(reply.status, 422);
        QCOMPARE(reply.code(), u"federated_question"_s);
        QVERIFY2(reply.text("detail").contains(u"patients"_s) && reply.text("detail").contains(u"orders"_s),
                 qPrintable(reply.text("detail")));
        QVERIFY(!reply.text("hint").isEmpty());
        const json::array &choices = reply.body.at("choices").as_array();
        QCOMPARE(choices.size(), size_t(2));
        QCOMPARE(textOf(choices[1].at("databaseId")), m_databases.value(u"hospital"_s));
        // What is offered can be asked.
        for (const json::value &choice : choices) {
            const RestReply offered =
                m_server->rest("POST", u"chat/query"_s, m_token,
                               {{"databaseId", choice.at("databaseId")}, {"question", choice.at("question")}});
            QVERIFY2(offered.status == 200, qPrintable(textOf(choice.at("question"))));
        }
    }

    void refusalsAreKeptInTheConversation()
    {
        RpcConnection rpc(*m_server, m_token);
        const int request = rpc.send("chat.ask", {{"databaseId", m_databases.value(u"retail"_s).toStdString()},
                                                  {"question", "Join customers with students"}});
        QVERIFY(rpc.response(request).at("error").at("data").at("code") == "federated_question");
        const json::value problem = rpc.event("problem").at("data");
        QVERIFY(problem.at("code") == "federated_question");
        QVERIFY(!problem.at("choices").as_array().empty());
    }

    void anotherOrganisationsDatabasesAreNotKnown()
    {
        const QString other = m_server->organization(u"Other"_s).accessToken;
        const QString shop = m_server->connectShop(other);
        const RestReply reply =
            m_server->rest("POST", u"chat/query"_s, other,
                           {{"databaseId", shop.toStdString()}, {"question", "Compare orders with patients"}});
        QVERIFY(reply.code() != u"federated_question");
        QVERIFY(!reply.text("detail").contains(u"ospital"_s));
    }

    void aConversationStaysWithItsDatabase()
    {
        const RestReply first = ask(u"retail"_s, u"How many customers are there?"_s);
        QCOMPARE(first.status, 200);
        const RestReply second = ask(u"hospital"_s, u"How many patients are there?"_s, first.body.at("conversationId"));
        QCOMPARE(second.status, 409);
        QCOMPARE(second.code(), u"conflict"_s);
        QVERIFY(!second.text("hint").isEmpty());
        QCOMPARE(ask(u"hospital"_s, u"How many patients are there?"_s).status, 200);
    }

    void aStatementIsToldWhereItsTableLies()
    {
        const RestReply reply = m_server->rest(
            "POST", u"chat/run"_s, m_token,
            {{"databaseId", m_databases.value(u"retail"_s).toStdString()}, {"sql", "SELECT count(*) FROM patients"}});
        QCOMPARE(reply.code(), u"database_failed"_s);
        QVERIFY2(reply.text("hint").contains(u"patients"_s), qPrintable(reply.text("hint")));
    }
};

static const bool registered = tabletalk::test::add<TestSeveralDatabases>();
#include "tst_SeveralDatabases.moc"
