// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr auto question = "Amount per customer";
/// What the analyst holds for likely, but not for likeliest.
constexpr auto better = "SELECT customer_id, SUM(amount) AS total_amount FROM orders GROUP BY customer_id";

} // namespace

/// Feedback, and good answers that become examples for the next question.
class TestExamples : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_member;
    QString m_database; ///< of its own for each test

    QString owner() const { return m_owner.accessToken; }
    RestReply ask(const QString &token, const QString &database)
    {
        return m_server->rest("POST", u"chat/query"_s, token,
                              {{"databaseId", database.toStdString()}, {"question", question}});
    }
    QString sqlFor(const QString &token, const QString &database)
    {
        return ask(token, database).text("sql").simplified();
    }
    /// A statement of one's own; its message.
    QString run(const QString &token, const QString &sql = QString::fromLatin1(better))
    {
        return m_server
            ->rest("POST", u"chat/run"_s, token, {{"databaseId", m_database.toStdString()}, {"sql", sql.toStdString()}})
            .text("messageId");
    }
    RestReply propose(const QString &token, const QString &message, const char *words = question)
    {
        json::object body{{"messageId", message.toStdString()}};
        if (words)
            body["question"] = words;
        return m_server->rest("POST", u"chat/examples"_s, token, body);
    }
    QString examplesPath(const QString &rest = {}) const
    {
        return u"tenant/databases/%1/examples"_s.arg(m_database) + rest;
    }
    json::array examplesFor(const QString &token)
    {
        const RestReply reply = m_server->rest("GET", examplesPath(), token);
        return reply.status == 200 ? reply.body.at("items").as_array() : json::array();
    }
    RestReply rate(const QString &token, const QString &message, json::object said)
    {
        said["messageId"] = message.toStdString();
        return m_server->rest("POST", u"chat/feedback"_s, token, said);
    }
    json::value messageIn(const QString &token, const RestReply &answer)
    {
        const RestReply reply = m_server->rest("GET", u"conversations/"_s + answer.text("conversationId"), token);
        return reply.status == 200 ? reply.body.at("messages").at(0) : json::value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_member = m_server->member(m_owner, u"member@example.org"_s, Role::Member);
    }

    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        static int number = 0;
        m_database = m_server->connect(owner(), u"Shop %1"_s.arg(++number), u"sqlite://"_s + m_server->shop());
        QVERIFY(!m_database.isEmpty());
        QVERIFY(sqlFor(owner(), m_database) != QLatin1StringView(better));
    }

    void anApprovedAnswerIsTheNextOnesToo()
    {
        const RestReply made = propose(owner(), run(owner()));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("approvedBy"), u"Owner of Owner"_s);
        QCOMPARE(sqlFor(owner(), m_database), QString::fromLatin1(better));
        QCOMPARE(sqlFor(m_member, m_database), QString::fromLatin1(better));
    }

    /// Beyond what the analyst can make up: the query as it stands.
    void anApprovedQueryIsRunAsItWasApproved()
    {
        const QString unheardOf = u"SELECT 'approved' AS word, COUNT(*) AS people FROM customers WHERE id % 2 = 1"_s;
        QCOMPARE(propose(owner(), run(owner(), unheardOf)).status, 201);
        const RestReply answer = ask(m_member, m_database);
        QCOMPARE(answer.text("sql"), unheardOf);
        QVERIFY2(answer.text("explanation").contains(u"approved"), qPrintable(answer.text("explanation")));
        QVERIFY(answer.body.at("confidence").as_double() >= 0.9);
    }

    void whatAMemberProposesIsUsedOnceItIsApproved()
    {
        const RestReply proposed = propose(m_member, run(m_member));
        QCOMPARE(proposed.status, 201);
        QVERIFY(proposed.body.at("approvedBy").is_null());
        QVERIFY(sqlFor(m_member, m_database) != QLatin1StringView(better));

        const QString approve = examplesPath(u"/%1/approve"_s.arg(proposed.text("id")));
        QCOMPARE(m_server->rest("POST", approve, m_member, json::object()).status, 403);
        const RestReply approved = m_server->rest("POST", approve, owner(), json::object());
        QCOMPARE(approved.text("approvedBy"), u"Owner of Owner"_s);
        QCOMPARE(approved.text("proposedBy"), u"member"_s);
        QVERIFY(!approved.text("approvedAt").isEmpty());
        QCOMPARE(sqlFor(m_member, m_database), QString::fromLatin1(better));
    }

    void proposalsAreForTheirMakerAndManagers()
    {
        QCOMPARE(propose(m_member, run(m_member)).status, 201);
        const QString colleague = m_server->member(m_owner, u"colleague@example.org"_s, Role::Member);
        QCOMPARE(examplesFor(m_member).size(), 1U);
        QCOMPARE(examplesFor(owner()).size(), 1U);
        QVERIFY(examplesFor(colleague).empty());
        const QString path = examplesPath(u'/' + textOf(examplesFor(owner()).at(0).at("id")));
        QCOMPARE(m_server->rest("DELETE", path, colleague).status, 404);
        QCOMPARE(m_server->rest("DELETE", path, m_member).status, 200);
        QVERIFY(examplesFor(owner()).empty());
    }

    void aRemovedExampleIsNotUsedAnyMore()
    {
        const QString id = propose(owner(), run(owner())).text("id");
        QCOMPARE(sqlFor(owner(), m_database), QString::fromLatin1(better));
        QCOMPARE(m_server->rest("DELETE", examplesPath(u'/' + id), m_member).status, 403);
        QCOMPARE(m_server->rest("DELETE", examplesPath(u'/' + id), owner()).status, 200);
        QVERIFY(sqlFor(owner(), m_database) != QLatin1StringView(better));
    }

    void noOtherDatabaseLearnsOfIt()
    {
        // The same file everywhere: in this workspace, in another, in another organisation.
        const QString beside =
            m_server->connect(owner(), u"Beside %1"_s.arg(m_database), u"sqlite://"_s + m_server->shop());
        const QString workspaces = u"organizations/%1/workspaces"_s.arg(m_owner.organization.id.toString());
        const QString second = m_server->rest("POST", workspaces, owner(), {{"name", "Second"}}).text("id");
        const RestReply key =
            m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(second), owner(), {{"name", "Key"}});
        const QString elsewhere = m_server->connectShop(key.text("key"));
        const api::SignedIn stranger = m_server->organization(u"Stranger"_s);
        const QString foreign = m_server->connectShop(stranger.accessToken);
        QVERIFY(!beside.isEmpty() && !elsewhere.isEmpty() && !foreign.isEmpty());
        const QString usual = sqlFor(stranger.accessToken, foreign);

        QCOMPARE(propose(owner(), run(owner())).status, 201);
        QCOMPARE(sqlFor(owner(), m_database), QString::fromLatin1(better));
        QCOMPARE(sqlFor(owner(), beside), usual);
        QCOMPARE(sqlFor(key.text("key"), elsewhere), usual);
        QCOMPARE(sqlFor(stranger.accessToken, foreign), usual);
        QCOMPARE(m_server->rest("GET", examplesPath(), key.text("key")).status, 404);
        QCOMPARE(m_server->rest("GET", examplesPath(), stranger.accessToken).status, 404);
    }

    void theSameQuestionKeepsTheStatementThatWasApprovedLast()
    {
        const QString usual = sqlFor(owner(), m_database);
        QCOMPARE(propose(owner(), run(owner())).status, 201);
        QCOMPARE(propose(owner(), run(owner(), usual), "AMOUNT  per customer").status, 201);
        QCOMPARE(examplesFor(owner()).size(), 1U);
        QCOMPARE(sqlFor(owner(), m_database), usual);
    }

    void sayingTheSameTwiceIsSayingItOnce()
    {
        const QString message = run(m_member);
        const QString id = propose(m_member, message).text("id");
        QCOMPARE(propose(m_member, message).text("id"), id);
        QCOMPARE(propose(m_member, message, "Another question").status, 201);
        QCOMPARE(examplesFor(m_member).size(), 1U);
    }

    void whatCannotBeAnExampleIsRefused()
    {
        QCOMPARE(propose(owner(), run(owner()), nullptr).status, 422); // of a statement nobody knows the question
        QCOMPARE(propose(owner(), run(owner()), " ").status, 422);
        QCOMPARE(propose(owner(), run(m_member)).status, 404); // another's, who shows it to nobody
        const RestReply failed = m_server->rest("POST", u"chat/query"_s, owner(),
                                                {{"databaseId", m_database.toStdString()}, {"question", "xyzzy"}});
        QVERIFY(failed.status != 200);
        const RestReply list = m_server->rest("GET", u"conversations?limit=1"_s, owner());
        const RestReply newest =
            m_server->rest("GET", u"conversations/"_s + textOf(list.body.at("items").at(0).at("id")), owner());
        const auto &message = newest.body.at("messages").at(0);
        QCOMPARE(textOf(message.at("status")), u"failed"_s);
        QCOMPARE(propose(owner(), textOf(message.at("id"))).status, 409);
    }

    void anExampleOutlivesItsConversation()
    {
        const RestReply answer =
            m_server->rest("POST", u"chat/run"_s, owner(), {{"databaseId", m_database.toStdString()}, {"sql", better}});
        QCOMPARE(propose(owner(), answer.text("messageId")).status, 201);
        QVERIFY(messageIn(owner(), answer).at("example").at("approved").as_bool());
        QCOMPARE(textOf(messageIn(owner(), answer).at("example").at("approvedBy")), u"Owner of Owner"_s);
        QCOMPARE(m_server->rest("DELETE", u"conversations/"_s + answer.text("conversationId"), owner()).status, 200);
        QCOMPARE(sqlFor(owner(), m_database), QString::fromLatin1(better));
    }

    void feedbackIsKeptWithItsReason()
    {
        const RestReply answer = ask(m_member, m_database);
        const QString message = answer.text("messageId");
        QVERIFY(messageIn(m_member, answer).at("feedback").is_null());
        QCOMPARE(rate(m_member, message, {{"good", true}}).status, 200);
        QCOMPARE(rate(m_member, message, {{"good", false}, {"reason", " Wrong customers "}}).status, 200);
        const json::value said = messageIn(m_member, answer).at("feedback");
        QVERIFY(!said.at("good").as_bool());
        QCOMPARE(textOf(said.at("reason")), u"Wrong customers"_s);

        const QString list = u"tenant/databases/%1/feedback"_s.arg(m_database);
        QCOMPARE(m_server->rest("GET", list, m_member).status, 403);
        const RestReply all = m_server->rest("GET", list, owner());
        QCOMPARE(all.body.at("items").as_array().size(), 1U);
        QCOMPARE(textOf(all.body.at("items").at(0).at("reason")), u"Wrong customers"_s);
        QCOMPARE(textOf(all.body.at("items").at(0).at("person")), u"member"_s);
        QVERIFY(!textOf(all.body.at("items").at(0).at("sql")).isEmpty());

        QCOMPARE(rate(m_member, message, {}).status, 200);
        QVERIFY(messageIn(m_member, answer).at("feedback").is_null());
    }

    void feedbackIsOnWhatOneSees()
    {
        const RestReply answer = ask(m_member, m_database);
        const QString message = answer.text("messageId");
        QCOMPARE(rate(owner(), message, {{"good", true}}).status, 404);
        QCOMPARE(m_server
                     ->rest("PUT", u"conversations/%1/visibility"_s.arg(answer.text("conversationId")), m_member,
                            {{"visibility", "organization"}})
                     .status,
                 200);
        QCOMPARE(rate(owner(), message, {{"good", true}}).status, 200);
        QVERIFY(messageIn(owner(), answer).at("feedback").at("good").as_bool());
        QVERIFY(messageIn(m_member, answer).at("feedback").is_null()); // each their own
        QCOMPARE(m_server->rest("DELETE", u"conversations/"_s + answer.text("conversationId"), m_member).status, 200);
        const RestReply all = m_server->rest("GET", u"tenant/databases/%1/feedback"_s.arg(m_database), owner());
        QVERIFY(all.body.at("items").as_array().empty());
    }
};

static const bool registered = tabletalk::test::add<TestExamples>();
#include "tst_Examples.moc"
