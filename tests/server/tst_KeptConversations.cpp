// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <tuple>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// What people do with their conversations: pin them, put them away, find them again.
class TestKeptConversations : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token; ///< of a member of its own for each test, whose list is empty
    QString m_database;
    int m_number = 0;

    RestReply get(const QString &path) { return m_server->rest("GET", path, m_token); }
    RestReply put(const QString &conversation, const json::value &changes)
    {
        return m_server->rest("PUT", u"conversations/"_s + conversation, m_token, changes);
    }
    RestReply ask(const char *question, const QString &conversation = {})
    {
        json::object body{{"databaseId", m_database.toStdString()}, {"question", question}};
        if (!conversation.isEmpty())
            body["conversationId"] = conversation.toStdString();
        return m_server->rest("POST", u"chat/query"_s, m_token, body);
    }
    /// A conversation that begins with a question; its id.
    QString begin(const char *question) { return ask(question).text("conversationId"); }

    QStringList idsIn(const QString &list)
    {
        const RestReply reply = get(list);
        QStringList ids;
        for (const auto &item : reply.body.at("items").as_array())
            ids << textOf(item.as_object().contains("conversation") ? item.at("conversation").at("id") : item.at("id"));
        return ids;
    }
    QStringList found(const QString &text)
    {
        return idsIn(u"search/conversations?text="_s + QString::fromLatin1(QUrl::toPercentEncoding(text)));
    }

    QStringList questionsIn(const QString &conversation)
    {
        const RestReply reply = get(u"conversations/"_s + conversation);
        QStringList questions;
        for (const auto &message : reply.body.at("messages").as_array())
            questions << textOf(message.at("question"));
        return questions;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(m_owner.accessToken);
        QVERIFY(!m_database.isEmpty());
    }

    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        m_token = m_server->member(m_owner, u"member%1@example.org"_s.arg(++m_number), Role::Member);
        QVERIFY(!m_token.isEmpty());
    }

    void messagesAreReadByTheirPlaces()
    {
        const QString id = begin("How many customers are there?");
        const QStringList more{u"How many orders are there?"_s, u"How many products are there?"_s,
                               u"How many employees are there?"_s, u"How many cities are there?"_s};
        for (const QString &question : more)
            ask(qPrintable(question), id);
        const QStringList all = questionsIn(id);
        QCOMPARE(all.size(), 5);
        const auto page = [&](const QString &query) {
            const RestReply reply = get(u"conversations/"_s + id + u"/messages"_s + query);
            QStringList questions;
            for (const auto &message : reply.body.at("messages").as_array())
                questions << textOf(message.at("question"));
            return std::tuple(questions, reply.body.at("offset").to_number<int>(),
                              reply.body.at("count").to_number<int>());
        };
        QCOMPARE(page({}), std::tuple(all, 0, 5));
        QCOMPARE(page(u"?limit=2"_s), std::tuple(all.mid(3), 3, 5)); // the last ones
        QCOMPARE(page(u"?offset=1&limit=3"_s), std::tuple(all.mid(1, 3), 1, 5));
        QCOMPARE(page(u"?offset=9"_s), std::tuple(QStringList(), 5, 5));
        const auto messages = get(u"conversations/"_s + id).body.at("messages").as_array();
        const QString second = textOf(messages[1].at("id"));
        QCOMPARE(page(u"?limit=2&around="_s + second), std::tuple(all.mid(0, 2), 0, 5));
        const QString fourth = textOf(messages[3].at("id"));
        QCOMPARE(page(u"?limit=3&around="_s + fourth), std::tuple(all.mid(2, 3), 2, 5));
    }

    void messagesOfOthersAndElsewhereAreNotFound()
    {
        const QString mine = begin("How many customers are there?");
        const QString other = begin("How many orders are there?");
        const QString messageOfOther = textOf(get(u"conversations/"_s + other).body.at("messages").at(0).at("id"));
        QCOMPARE(get(u"conversations/"_s + mine + u"/messages?around="_s + messageOfOther).status, 404);
        QCOMPARE(get(u"conversations/"_s + mine + u"/messages?offset=-1"_s).status, 422);
        m_token = m_server->member(m_owner, u"stranger%1@example.org"_s.arg(m_number), Role::Member);
        QCOMPARE(get(u"conversations/"_s + mine + u"/messages"_s).status, 404);
    }

    void pinnedOnesComeFirstOnEveryPage()
    {
        QStringList made;
        for (int i = 0; i < 5; ++i)
            made.prepend(begin("How many customers are there?"));
        QCOMPARE(idsIn(u"conversations"_s), made);
        for (const int index : {4, 2})
            QVERIFY(put(made[index], {{"pinned", true}}).body.at("pinned").as_bool());
        const QStringList wanted{made[2], made[4], made[0], made[1], made[3]};
        QCOMPARE(idsIn(u"conversations"_s), wanted);

        QStringList paged;
        QString cursor;
        do {
            const RestReply page =
                get(u"conversations?limit=1"_s + (cursor.isEmpty() ? u""_s : u"&cursor="_s + cursor));
            QCOMPARE(page.status, 200);
            paged << textOf(page.body.at("items").at(0).at("id"));
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty() && paged.size() < 10);
        QCOMPARE(paged, wanted);

        QVERIFY(!put(made[2], {{"pinned", false}}).body.at("pinned").as_bool());
        QCOMPARE(idsIn(u"conversations"_s).first(), made[4]);
    }

    void aWorkspaceListsItsOwnAndTheDatabasesSayWhoseTheyAre()
    {
        const RestReply made =
            m_server->rest("POST", u"organizations/%1/workspaces"_s.arg(m_owner.organization.id.toString()),
                           m_owner.accessToken, {{"name", "Second"}});
        QCOMPARE(made.status, 201);
        const QString second = made.text("id");
        const QString other = m_server->connectShop(m_owner.accessToken, second);
        QVERIFY(!other.isEmpty());
        const QString here = begin("How many customers are there?");
        QCOMPARE(idsIn(u"conversations?workspaceId="_s + second), QStringList());
        const RestReply asked =
            m_server->rest("POST", u"chat/query"_s, m_token,
                           {{"databaseId", other.toStdString()}, {"question", "How many orders are there?"}});
        QCOMPARE(asked.status, 200);
        QCOMPARE(idsIn(u"conversations?workspaceId="_s + second), QStringList{asked.text("conversationId")});
        QCOMPARE(idsIn(u"conversations"_s).size(), 2);
        QVERIFY(idsIn(u"conversations"_s).contains(here));
        QStringList workspaces;
        const RestReply databases = get(u"chat/databases"_s);
        for (const auto &each : databases.body.at("items").as_array())
            workspaces << textOf(each.at("workspaceId"));
        QCOMPARE(workspaces.count(second), 1);
        QCOMPARE(workspaces.size(), 2);
        QVERIFY(m_server->rest("DELETE", u"tenant/databases/"_s + other, m_owner.accessToken).status < 300);
    }

    void archivedOnesAreListedWhereTheyAreAskedFor()
    {
        const QString kept = begin("How many customers are there?");
        const QString away = begin("How many orders are there?");
        QVERIFY(put(away, {{"archived", true}}).body.at("archived").as_bool());
        QCOMPARE(idsIn(u"conversations"_s), QStringList{kept});
        QCOMPARE(idsIn(u"conversations?archived=true"_s), QStringList{away});
        QCOMPARE(get(u"conversations/"_s + away).status, 200);
        QCOMPARE(put(away, {{"archived", false}}).status, 200);
        QCOMPARE(idsIn(u"conversations"_s), (QStringList{away, kept}));
    }

    void oneThatGoesOnIsInTheListAgain()
    {
        const QString away = begin("How many orders are there?");
        QCOMPARE(put(away, {{"archived", true}}).status, 200);
        QCOMPARE(ask("How many customers are there?", away).status, 200);
        QCOMPARE(idsIn(u"conversations"_s), QStringList{away});
        QVERIFY(idsIn(u"conversations?archived=true"_s).isEmpty());
    }

    void whatIsNotSaidStaysAsItIs()
    {
        const QString id = begin("How many orders are there?");
        QCOMPARE(put(id, {{"title", " Orders  of all "}}).text("title"), u"Orders of all"_s);
        QCOMPARE(put(id, {{"pinned", true}}).text("title"), u"Orders of all"_s);
        const RestReply same = put(id, json::object());
        QVERIFY(same.body.at("pinned").as_bool() && !same.body.at("archived").as_bool());
        QCOMPARE(put(id, {{"title", " "}}).status, 422);
    }

    void nobodyElsePinsOrArchives()
    {
        const QString id = begin("How many orders are there?");
        QCOMPARE(
            m_server->rest("PUT", u"conversations/%1/visibility"_s.arg(id), m_token, {{"visibility", "public"}}).status,
            200);
        const QString other = m_server->member(m_owner, u"colleague@example.org"_s, Role::Admin);
        QCOMPARE(m_server->rest("GET", u"conversations/"_s + id, other).status, 200);
        for (const char *change : {"pinned", "archived"})
            QCOMPARE(m_server->rest("PUT", u"conversations/"_s + id, other, json::object{{change, true}}).status, 404);
    }

    void titlesQuestionsAndAnswersAreSearched()
    {
        const QString customers = begin("How many customers are there?");
        const QString orders = begin("How many orders are there?");
        QCOMPARE(ask("How many customers are there in Berlin?", orders).status, 200);
        QCOMPARE(put(customers, {{"title", "Zählung für MÜNCHEN"}}).status, 200);

        QCOMPARE(found(u"CUSTOMERS"_s), (QStringList{orders, customers}));
        QCOMPARE(found(u"berlin many"_s), QStringList{orders});
        QCOMPARE(found(u"munchen"_s), QStringList{customers});
        QCOMPARE(found(u"zählung"_s), QStringList{customers});
        QCOMPARE(found(u"600"_s), (QStringList{orders, customers})); // in the sentences alone
        QVERIFY(found(u"berlin munchen"_s).isEmpty());
        for (const QString &special : {u"%"_s, u"_"_s, u"!"_s, u"'"_s, u"\\"_s})
            QVERIFY2(found(special).isEmpty(), qPrintable(special));
    }

    void whatWasFoundIsShown()
    {
        const QString id = begin("How many orders are there?");
        const RestReply second = ask("How many customers are there in Berlin?", id);
        const RestReply reply = get(u"search/conversations?text=berlin"_s);
        const auto &hit = reply.body.at("items").at(0);
        QCOMPARE(textOf(hit.at("conversation").at("id")), id);
        QCOMPARE(textOf(hit.at("messageId")), second.text("messageId"));
        QCOMPARE(textOf(hit.at("excerpt")), u"How many customers are there in Berlin?"_s);
        const RestReply inSentence = get(u"search/conversations?text=200"_s);
        QCOMPARE(textOf(inSentence.body.at("items").at(0).at("excerpt")), second.text("text"));
    }

    void archivedOnesAreFoundAndSaidToBe()
    {
        const QString id = begin("How many orders are there?");
        QCOMPARE(put(id, {{"archived", true}}).status, 200);
        const RestReply reply = get(u"search/conversations?text=orders"_s);
        QVERIFY(reply.body.at("items").at(0).at("conversation").at("archived").as_bool());
    }

    void othersAreNotFoundEvenWhereTheyAreShown()
    {
        const QString id = begin("How many orders are there?");
        QCOMPARE(
            m_server->rest("PUT", u"conversations/%1/visibility"_s.arg(id), m_token, {{"visibility", "public"}}).status,
            200);
        m_token = m_server->member(m_owner, u"searcher@example.org"_s, Role::Admin);
        QVERIFY(found(u"orders"_s).isEmpty());
    }

    void aBranchGoesOnFromTheMiddle()
    {
        const QString id = begin("How many customers are there?");
        const RestReply second = ask("and in Berlin?", id);
        QCOMPARE(ask("How many orders are there?", id).status, 200);
        const RestReply branch =
            m_server->rest("POST", u"conversations/%1/branch"_s.arg(id), m_token,
                           {{"messageId", second.text("messageId").toStdString()}, {"inclusive", false}});
        QCOMPARE(branch.status, 201);
        QCOMPARE(branch.text("branchOf"), id);
        const QString there = branch.text("id");
        QCOMPARE(questionsIn(there), QStringList{u"How many customers are there?"_s});
        const RestReply other = ask("and in Paris?", there); // what it goes on with came along
        QVERIFY(other.text("sql").contains(u"Paris"_s));
        QCOMPARE(questionsIn(there), (QStringList{u"How many customers are there?"_s, u"and in Paris?"_s}));
        QCOMPARE(questionsIn(id), (QStringList{u"How many customers are there?"_s, u"and in Berlin?"_s,
                                               u"How many orders are there?"_s}));
        QCOMPARE(idsIn(u"conversations"_s), (QStringList{there, id}));
        QCOMPARE(found(u"customers"_s), (QStringList{there, id}));
    }

    void aBranchWithTheQuestionHoldsAllUpToIt()
    {
        const QString id = begin("How many customers are there?");
        const RestReply second = ask("and in Berlin?", id);
        QCOMPARE(ask("and in Rome?", id).status, 200);
        const RestReply branch = m_server->rest("POST", u"conversations/%1/branch"_s.arg(id), m_token,
                                                {{"messageId", second.text("messageId").toStdString()}});
        QCOMPARE(questionsIn(branch.text("id")),
                 (QStringList{u"How many customers are there?"_s, u"and in Berlin?"_s}));
    }

    void rowsOfABranchOutliveTheOriginal()
    {
        const RestReply first = ask("Names of customers in Berlin");
        const QString id = first.text("conversationId");
        const QString rows = u"results/"_s + first.text("resultId");
        const auto branchOf = [&](const QString &conversation) {
            const RestReply read = get(u"conversations/"_s + conversation);
            const QString message = textOf(read.body.at("messages").at(0).at("id"));
            return m_server
                ->rest("POST", u"conversations/%1/branch"_s.arg(conversation), m_token,
                       {{"messageId", message.toStdString()}})
                .text("id");
        };
        const QString branch = branchOf(id);
        const QString branchOfBranch = branchOf(branch);
        const RestReply before = get(rows);
        QCOMPARE(before.status, 200);
        for (const QString &gone : {id, branch}) {
            QCOMPARE(m_server->rest("DELETE", u"conversations/"_s + gone, m_token).status, 200);
            QCOMPARE(get(rows).bytes, before.bytes);
        }
        QCOMPARE(m_server->rest("DELETE", u"conversations/"_s + branchOfBranch, m_token).status, 200);
        QCOMPARE(get(rows).status, 404);
    }

    void whatCannotBeBranchedIsRefused()
    {
        const RestReply first = ask("How many customers are there?");
        const QString id = first.text("conversationId");
        const json::object message{{"messageId", first.text("messageId").toStdString()}};
        json::object without = message;
        without["inclusive"] = false;
        const QString path = u"conversations/%1/branch"_s.arg(id);
        QCOMPARE(m_server->rest("POST", path, m_token, without).status, 409);
        const QString elsewhere = u"conversations/%1/branch"_s.arg(begin("How many orders are there?"));
        QCOMPARE(m_server->rest("POST", elsewhere, m_token, message).status, 404);
        QCOMPARE(
            m_server->rest("PUT", u"conversations/%1/visibility"_s.arg(id), m_token, {{"visibility", "public"}}).status,
            200);
        QCOMPARE(m_server->rest("POST", path, m_owner.accessToken, message).status, 404); // seen, and another's
        QCOMPARE(idsIn(u"conversations"_s).size(), 2);
    }

    void deletedOnesAreNotFound()
    {
        const QString id = begin("How many orders are there?");
        QCOMPARE(found(u"orders"_s), QStringList{id});
        QCOMPARE(m_server->rest("DELETE", u"conversations/"_s + id, m_token).status, 200);
        QVERIFY(found(u"orders"_s).isEmpty());
    }

    void whatCannotBeSearchedForIsRefused()
    {
        QCOMPARE(get(u"search/conversations?text=%20"_s).status, 422);
        QCOMPARE(get(u"search/conversations"_s).status, 422);
        QCOMPARE(get(u"search/conversations?text="_s + QString(201, u'x')).status, 422);
        QVERIFY(found(QString(200, u'x')).isEmpty());
    }
};

static const bool registered = tabletalk::test::add<TestKeptConversations>();
#include "tst_KeptConversations.moc"
