// SPDX-License-Identifier: GPL-3.0-or-later
//
// Vocabularies through the server's own face: REST on a real socket, the real platform
// database, questions to a real database behind it.
#include "core/api/VocabularyFile.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

class TestVocabulary : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_database;
    int m_organisations = 0;

    QString path(const QString &tail = {}) const { return u"tenant/databases/"_s + m_database + u"/vocabulary" + tail; }
    RestReply read() { return m_server->rest("GET", path(), m_owner.accessToken); }
    qint64 revision() { return read().body.at("revision").as_int64(); }

    static json::object clients()
    {
        return {{"synonyms", json::array{{{"phrase", "client"}, {"means", {{"table", "customers"}}}}}}};
    }
    static json::object revenue(const char *name = "revenue")
    {
        return {
            {"metrics",
             json::array{{{"name", name}, {"aggregate", "sum"}, {"of", {{"table", "orders"}, {"column", "amount"}}}}}}};
    }

    RestReply save(const json::object &vocabulary, std::optional<qint64> base = {}, const char *note = "")
    {
        return m_server->rest(
            "PUT", path(), m_owner.accessToken,
            {{"baseRevision", base.value_or(base ? 0 : revision())}, {"note", note}, {"vocabulary", vocabulary}});
    }
    QString sqlFor(const QString &question)
    {
        return m_server
            ->rest("POST", u"chat/query"_s, m_owner.accessToken,
                   {{"databaseId", m_database.toStdString()}, {"question", question.toStdString()}})
            .text("sql");
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<RunningServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    /// An organisation of its own for each test.
    void init()
    {
        m_owner = m_server->organization(u"Words"_s + QString::number(++m_organisations));
        m_database = m_server->connectShop(m_owner.accessToken);
        QVERIFY(!m_database.isEmpty());
    }

    void nothingIsSaidBeforeTheFirstSave()
    {
        const RestReply state = read();
        QCOMPARE(state.status, 200);
        QCOMPARE(state.body.at("revision").as_int64(), 0);
        QVERIFY(state.body.at("author").is_null());
        QVERIFY(state.body.at("vocabulary").at("synonyms").as_array().empty());
        QVERIFY(m_server->rest("GET", path(u"/history"_s), m_owner.accessToken).body.at("items").as_array().empty());
    }

    void aSavedWordIsUsedByTheNextQuestion()
    {
        const QString before = sqlFor(u"revenue by city"_s);
        QVERIFY2(!before.contains(u"SUM(orders.amount) AS revenue"), qPrintable(before));
        QCOMPARE(save(revenue()).status, 200);
        QCOMPARE(sqlFor(u"revenue by city"_s),
                 u"SELECT customers.city, SUM(orders.amount) AS revenue FROM orders JOIN customers ON "
                 "orders.customer_id = customers.id GROUP BY customers.city"_s);
        QCOMPARE(save(clients()).status, 200);
        QCOMPARE(sqlFor(u"How many clients are there?"_s), u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
        QVERIFY(!sqlFor(u"revenue by city"_s).contains(u"AS revenue")); // the metric is gone again
    }

    void anotherConnectionOfTheSameDatabaseIsNotTouched()
    {
        const auto stranger = m_server->organization(u"Stranger"_s);
        const QString other = m_server->connectShop(stranger.accessToken);
        QCOMPARE(save(revenue()).status, 200);
        const RestReply answer = m_server->rest("POST", u"chat/query"_s, stranger.accessToken,
                                                {{"databaseId", other.toStdString()}, {"question", "revenue by city"}});
        QVERIFY(!answer.text("sql").contains(u"AS revenue"));
        QCOMPARE(m_server->rest("GET", path(), stranger.accessToken).code(), u"not_found"_s);
        QCOMPARE(m_server->rest("PUT", path(), stranger.accessToken, {{"baseRevision", 0}, {"vocabulary", clients()}})
                     .code(),
                 u"not_found"_s);
    }

    void everySaveIsARevisionWithAuthorNoteAndSummary()
    {
        QCOMPARE(save(clients(), {}, "Sales says client").status, 200);
        QCOMPARE(save(revenue(), {}, "").status, 200);
        QCOMPARE(save(revenue(), {}, "the same again").body.at("revision").as_int64(), 2); // nothing changed
        const auto items = m_server->rest("GET", path(u"/history"_s), m_owner.accessToken).body.at("items").as_array();
        QCOMPARE(items.size(), size_t(2));
        QCOMPARE(textOf(items[1].at("note")), u"Sales says client"_s);
        QCOMPARE(textOf(items[1].at("author")), m_owner.user.fullName);
        QCOMPARE(textOf(items[1].at("summary")), u"Words: 1 added"_s);
        QCOMPARE(textOf(items[0].at("summary")), u"Words: 1 removed; Metrics: 1 added"_s);
    }

    void theHistoryComesInPages()
    {
        for (const char *name : {"a1", "a2", "a3", "a4", "a5"})
            QCOMPARE(save(revenue(name)).status, 200);
        std::vector<qint64> revisions;
        QString cursor;
        do {
            const QString query =
                u"/history?limit=2"_s + (cursor.isEmpty() ? QString() : QString(u"&cursor="_s + cursor));
            const RestReply page = m_server->rest("GET", path(query), m_owner.accessToken);
            QCOMPARE(page.status, 200);
            for (const auto &item : page.body.at("items").as_array())
                revisions.push_back(item.at("revision").as_int64());
            cursor = page.text("nextCursor");
        } while (!cursor.isEmpty());
        QCOMPARE(revisions, (std::vector<qint64>{5, 4, 3, 2, 1}));
    }

    void anyRevisionComesBackAsANewOne()
    {
        save(clients());
        save(revenue());
        const RestReply restored =
            m_server->rest("POST", path(u"/restore"_s), m_owner.accessToken, {{"revision", 1}, {"baseRevision", 2}});
        QCOMPARE(restored.status, 200);
        QCOMPARE(restored.body.at("revision").as_int64(), 3);
        QCOMPARE(restored.body.at("vocabulary").at("synonyms").as_array().size(), size_t(1));
        QVERIFY(sqlFor(u"How many clients are there?"_s).contains(u"FROM customers"));
        const RestReply emptied =
            m_server->rest("POST", path(u"/restore"_s), m_owner.accessToken, {{"revision", 0}, {"baseRevision", 3}});
        QVERIFY(emptied.body.at("vocabulary").at("synonyms").as_array().empty());
        QCOMPARE(
            m_server->rest("POST", path(u"/restore"_s), m_owner.accessToken, {{"revision", 99}, {"baseRevision", 4}})
                .code(),
            u"not_found"_s);
    }

    void whoeverEditedAnOlderRevisionIsToldWhoSaved()
    {
        QCOMPARE(save(clients(), 0).status, 200);
        const RestReply late = save(revenue(), 0);
        QCOMPARE(late.status, 409);
        QVERIFY(late.text("detail").contains(m_owner.user.fullName));
        QVERIFY(!late.text("hint").isEmpty());
        QCOMPARE(revision(), 1);
        QCOMPARE(
            m_server->rest("POST", path(u"/restore"_s), m_owner.accessToken, {{"revision", 0}, {"baseRevision", 0}})
                .status,
            409);
    }

    void badEntriesAreRefusedWithTheirPathsAndNothingIsKept()
    {
        json::object bad = clients();
        bad["synonyms"].as_array().push_back({{"phrase", "ghost"}, {"means", {{"table", "ghosts"}}}});
        const RestReply reply = save(bad);
        QCOMPARE(reply.status, 422);
        QCOMPARE(textOf(reply.body.at("errors").at(0).at("path")), u"params.vocabulary.synonyms[1].means.table"_s);
        QCOMPARE(revision(), 0);
        const RestReply checked = m_server->rest("POST", path(u"/check"_s), m_owner.accessToken, {{"vocabulary", bad}});
        QCOMPARE(checked.status, 200);
        QCOMPARE(textOf(checked.body.at("issues").at(0).at("path")), u"vocabulary.synonyms[1].means.table"_s);
    }

    void aFileGoesOutAndComesBackTheSame()
    {
        json::object both = clients();
        both["metrics"] = revenue()["metrics"];
        save(both);
        const RestReply exported = m_server->rest("GET", path(u"/export"_s), m_owner.accessToken);
        QCOMPARE(exported.text("fileName"), u"vocabulary-1.json"_s);
        const QString file = exported.text("content");
        QVERIFY(readVocabularyFile(file.toUtf8()).has_value());
        m_server->rest("POST", path(u"/restore"_s), m_owner.accessToken, {{"revision", 0}, {"baseRevision", 1}});
        const RestReply imported = m_server->rest("POST", path(u"/import"_s), m_owner.accessToken,
                                                  {{"content", file.toStdString()}, {"mode", "replace"}});
        QCOMPARE(imported.status, 200);
        QVERIFY(imported.body.at("dropped").as_array().empty());
        QCOMPARE(m_server->rest("GET", path(u"/export"_s), m_owner.accessToken).text("content"), file);
    }

    void importingMergesAndTellsWhatTheDatabaseLacks()
    {
        save(revenue());
        Vocabulary other;
        other.synonyms = {{u"client"_s, {{}, u"customers"_s, {}}, {}},
                          {u"ghost"_s, {{}, u"ghosts"_s, {}}, {}},
                          {u"revenue"_s, {{}, u"orders"_s, {}}, {}}};
        const RestReply imported = m_server->rest("POST", path(u"/import"_s), m_owner.accessToken,
                                                  {{"content", writeVocabularyFile(other).toStdString()}});
        QCOMPARE(imported.status, 200);
        QCOMPARE(imported.body.at("dropped").as_array().size(), size_t(2)); // the ghost, and a phrase that is taken
        const auto &state = imported.body.at("state").at("vocabulary");
        QCOMPARE(state.at("synonyms").as_array().size(), size_t(1));
        QCOMPARE(state.at("metrics").as_array().size(), size_t(1));
        const RestReply bad = m_server->rest("POST", path(u"/import"_s), m_owner.accessToken, {{"content", "{}"}});
        QCOMPARE(bad.status, 422);
    }

    void whatIsHiddenIsNeitherSuggestedNorAnsweredAndMarkedInTheSchema()
    {
        const auto suggestions = [&] {
            return json::serialize(m_server->rest("GET", u"chat/databases"_s, m_owner.accessToken)
                                       .body.at("items")
                                       .at(0)
                                       .at("suggestions"));
        };
        QVERIFY(suggestions().find("order") != std::string::npos);
        QCOMPARE(
            save({{"hidden", json::array{{{"table", "orders"}}, {{"table", "customers"}, {"column", "city"}}}}}).status,
            200);
        QVERIFY2(suggestions().find("order") == std::string::npos, suggestions().c_str());
        QVERIFY2(suggestions().find("cit") == std::string::npos, suggestions().c_str());
        for (const QString &question :
             {u"How many orders are there?"_s, u"customers from Berlin"_s, u"all details of customers"_s}) {
            const QString sql = sqlFor(question);
            QVERIFY2(!sql.contains(u"orders") && !sql.contains(u"city") && !sql.contains(u"SELECT *"), qPrintable(sql));
        }
        const RestReply schema =
            m_server->rest("GET", u"tenant/databases/"_s + m_database + u"/schema", m_owner.accessToken);
        for (const auto &table : schema.body.at("tables").as_array()) {
            QCOMPARE(table.at("hidden").as_bool(), textOf(table.at("name")) == u"orders");
            for (const auto &column : table.at("columns").as_array())
                QCOMPARE(column.at("hidden").as_bool(),
                         textOf(table.at("name")) == u"orders" || textOf(column.at("name")) == u"city");
        }
    }

    void descriptionsAreShownInTheSchema()
    {
        save({{"descriptions", json::array{{{"place", {{"table", "customers"}}}, {"text", "Who buys from us"}}}}});
        const RestReply schema =
            m_server->rest("GET", u"tenant/databases/"_s + m_database + u"/schema", m_owner.accessToken);
        QVERIFY(json::serialize(schema.body).find("Who buys from us") != std::string::npos);
    }

    void vocabulariesOutliveARestartAndGoWithTheirConnection()
    {
        save(clients());
        m_server->stop();
        m_server->start();
        QVERIFY(sqlFor(u"How many clients are there?"_s).contains(u"FROM customers"));
        QCOMPARE(m_server->rest("DELETE", u"tenant/databases/"_s + m_database, m_owner.accessToken).status, 200);
        QCOMPARE(read().status, 404);
    }

    void oldRevisionsAreGivenUp()
    {
        save(clients());
        m_server->stop();
        orThrow(m_server->connectToPlatform()->execute(
            u"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT "
            "INTO vocabulary_revisions SELECT tenant_id, connection_id, i, content, author, "
            "created_at, note, summary FROM vocabulary_revisions, n WHERE connection_id = '%1'"_s.arg(m_database)));
        m_server->start();
        QCOMPARE(save(revenue()).body.at("revision").as_int64(), 201);
        const auto history =
            m_server->rest("GET", path(u"/history?limit=200"_s), m_owner.accessToken).body.at("items").as_array();
        QCOMPARE(history.size(), size_t(200));
        QCOMPARE(history.back().at("revision").as_int64(), 2);
    }

    void savingIsAudited()
    {
        save(clients());
        const auto audited = [&] {
            const auto audit = m_server->rest("GET", u"usage/audit"_s, m_owner.accessToken);
            return json::serialize(audit.body).find("vocabulary.save") != std::string::npos;
        };
        QVERIFY(QTest::qWaitFor(audited, 5000));
    }
};

static const bool registered = tabletalk::test::add<TestVocabulary>();
#include "tst_Vocabulary.moc"
