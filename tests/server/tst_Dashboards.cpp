// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// Dashboards: who sees and changes them, what may be pinned, and where.
class TestDashboards : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_token;    ///< of a member of the test's own
    QString m_database; ///< the shop
    int m_number = 0;

    RestReply call(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        return m_server->rest(verb, path, m_token, body);
    }
    QString memberOf(Role role)
    {
        return m_server->member(m_owner, u"%1%2@example.org"_s.arg(roleName(role)).arg(++m_number), role);
    }
    QString saved(const char *name = "Customers")
    {
        return call("POST", u"saved-questions"_s,
                    {{"databaseId", m_database.toStdString()},
                     {"name", name},
                     {"sql", "SELECT city, COUNT(*) AS n FROM customers GROUP BY city"}})
            .text("id");
    }
    QString made(const char *name = "Sales") { return call("POST", u"dashboards"_s, {{"name", name}}).text("id"); }
    static QString pathOf(const QString &id) { return u"dashboards/"_s + id; }
    RestReply pin(const QString &dashboard, const QString &question)
    {
        return call("POST", pathOf(dashboard) + u"/items"_s, {{"savedQuestionId", question.toStdString()}});
    }
    static json::object placed(const json::value &item, int x, int y, int width, int height)
    {
        return {{"id", item.at("id")}, {"title", "Here"}, {"view", "number"}, {"x", x}, {"y", y},
                {"width", width},      {"height", height}};
    }
    RestReply arrange(const QString &dashboard, json::array items)
    {
        return call("PUT", pathOf(dashboard) + u"/items"_s, {{"items", std::move(items)}});
    }
    static bool overlap(const json::value &a, const json::value &b)
    {
        const auto number = [](const json::value &item, const char *field) { return item.at(field).to_number<int>(); };
        const auto within = [&](const char *at, const char *size) {
            return number(a, at) < number(b, at) + number(b, size) && number(b, at) < number(a, at) + number(a, size);
        };
        return within("x", "width") && within("y", "height");
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<RunningServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    /// An organisation of the test's own.
    void init()
    {
        m_owner = m_server->organization(u"Owner%1"_s.arg(++m_number));
        m_database = m_server->connectShop(m_owner.accessToken);
        m_token = memberOf(Role::Member);
        QVERIFY(!m_database.isEmpty() && !m_token.isEmpty());
    }

    void whatIsPinnedFindsItsPlace()
    {
        const QString id = made();
        json::array items;
        for (int i = 0; i < 5; ++i) {
            const RestReply pinned = pin(id, saved());
            QVERIFY2(pinned.status == 201, pinned.bytes.constData());
            items = pinned.body.at("items").as_array();
        }
        QCOMPARE(items.size(), size_t(5));
        for (size_t i = 0; i < items.size(); ++i) {
            QVERIFY(items[i].at("x").to_number<int>() + items[i].at("width").to_number<int>() <= 12);
            for (size_t j = 0; j < i; ++j)
                QVERIFY(!overlap(items[i], items[j]));
        }
        QCOMPARE(items[1].at("y"), items[0].at("y")); // side by side
        QCOMPARE(textOf(items[0].at("name")), u"Customers"_s);
        QCOMPARE(textOf(items[0].at("databaseName")), u"Shop"_s);
    }

    void itemsAreMovedAndTakenOff()
    {
        const QString id = made();
        pin(id, saved("First"));
        const json::array items = pin(id, saved("Second")).body.at("items").as_array();
        const RestReply moved = arrange(id, {placed(items[0], 0, 4, 12, 3), placed(items[1], 0, 0, 3, 4)});
        QVERIFY2(moved.status == 200, moved.bytes.constData());
        const json::value first = moved.body.at("items").at(0);
        QCOMPARE(textOf(first.at("name")), u"Second"_s);
        QCOMPARE(textOf(first.at("title")), u"Here"_s);
        QCOMPARE(textOf(first.at("view")), u"number"_s);
        QCOMPARE(first.at("width"), json::value(3));
        const QString item = textOf(first.at("id"));
        QCOMPARE(call("DELETE", pathOf(id) + u"/items/"_s + item).body.at("items").as_array().size(), size_t(1));
        QCOMPARE(call("DELETE", pathOf(id) + u"/items/"_s + item).status, 404);
        QCOMPARE(call("GET", u"saved-questions"_s).body.at("items").as_array().size(), size_t(2));
    }

    void placesOutsideTheGridOrOnEachOtherAreRefused()
    {
        const QString id = made();
        pin(id, saved());
        const json::array items = pin(id, saved()).body.at("items").as_array();
        const std::string before = json::serialize(call("GET", pathOf(id)).body.at("items"));
        for (const json::object &place :
             {placed(items[0], -1, 0, 4, 4), placed(items[0], 9, 0, 4, 4), placed(items[0], 0, 0, 13, 4),
              placed(items[0], 0, -1, 4, 4), placed(items[0], 0, 1001, 4, 4), placed(items[0], 0, 0, 0, 4),
              placed(items[0], 0, 0, 4, 0), placed(items[0], 0, 0, 4, 41), placed(items[0], 2'147'483'647, 0, 4, 4),
              placed(items[0], 6, 0, 4, 4)}) {
            const RestReply refused = arrange(id, {place});
            QVERIFY2(refused.status == 422, json::serialize(place).c_str());
        }
        json::object hologram = placed(items[0], 0, 20, 4, 4);
        hologram["view"] = "hologram";
        QCOMPARE(arrange(id, {hologram}).status, 422);
        QCOMPARE(json::serialize(call("GET", pathOf(id)).body.at("items")), before);
    }

    void itsOwnerAloneChangesIt()
    {
        const QString id = made();
        const QString question = saved();
        const QString item = textOf(pin(id, question).body.at("items").at(0).at("id"));
        const QString other = memberOf(Role::Admin);
        const auto tryAll = [&](int expected) {
            const json::object pinned{{"savedQuestionId", question.toStdString()}};
            const auto status = [&](const char *verb, const QString &path, const json::value &body = nullptr) {
                return m_server->rest(verb, path, other, body).status;
            };
            return status("PUT", pathOf(id), {{"name", "Mine"}}) == expected
                   && status("POST", pathOf(id) + u"/items"_s, pinned) == expected
                   && status("PUT", pathOf(id) + u"/items"_s, {{"items", json::array()}}) == expected
                   && status("DELETE", pathOf(id) + u"/items/"_s + item) == expected
                   && status("DELETE", pathOf(id)) == expected;
        };
        QCOMPARE(m_server->rest("GET", pathOf(id), other).status, 404);
        QVERIFY(tryAll(404));
        QCOMPARE(call("PUT", pathOf(id), {{"visibility", "workspace"}, {"refreshMinutes", 5}}).status, 200);
        const RestReply seen = m_server->rest("GET", pathOf(id), other);
        QCOMPARE(seen.status, 200);
        QVERIFY(!seen.body.at("mine").as_bool());
        QCOMPARE(seen.body.at("refreshMinutes"), json::value(5));
        QVERIFY(tryAll(403));
        QCOMPARE(m_server->rest("GET", pathOf(id), memberOf(Role::Guest)).status, 403);
        QCOMPARE(m_server->rest("GET", u"dashboards"_s, other).body.at("items").as_array().size(), size_t(1));
    }

    void aPrivateQuestionOnAShownDashboardKeepsItsName()
    {
        const QString id = made();
        const QString question = saved("Salaries of the board");
        pin(id, question);
        QCOMPARE(call("PUT", pathOf(id), {{"visibility", "workspace"}}).status, 200);
        const QString other = memberOf(Role::Member);
        const RestReply seen = m_server->rest("GET", pathOf(id), other);
        QVERIFY(!seen.bytes.contains("Salaries"));
        QVERIFY(seen.body.at("items").at(0).at("isPrivate").as_bool());
        const QString run = u"saved-questions/%1/run"_s.arg(question);
        QCOMPARE(m_server->rest("POST", run, other, json::object()).status, 404);
        QCOMPARE(call("PUT", u"saved-questions/"_s + question, {{"visibility", "workspace"}}).status, 200);
        QVERIFY(m_server->rest("GET", pathOf(id), other).bytes.contains("Salaries"));
        QCOMPARE(m_server->rest("POST", run, other, json::object()).status, 200);
    }

    void whatIsNotSeenOrOfAnotherWorkspaceIsNotPinned()
    {
        const QString question = saved();
        const QString token = std::exchange(m_token, memberOf(Role::Member));
        QCOMPARE(pin(made(), question).status, 404);
        const RestReply workspace =
            m_server->rest("POST", u"organizations/%1/workspaces"_s.arg(m_owner.organization.id.toString()),
                           m_owner.accessToken, {{"name", "Second"}});
        m_token = token;
        const RestReply elsewhere =
            call("POST", u"dashboards"_s, {{"name", "Elsewhere"}, {"workspaceId", workspace.text("id").toStdString()}});
        QCOMPARE(elsewhere.status, 201);
        QCOMPARE(pin(elsewhere.text("id"), question).status, 409);
    }

    void tilesAndDashboardsAreBounded()
    {
        const QString id = made();
        const QString question = saved();
        for (int i = 0; i < 40; ++i)
            QCOMPARE(pin(id, question).status, 201);
        QCOMPARE(pin(id, question).code(), u"limit_reached"_s);
        for (int i = 1; i < 100; ++i)
            QVERIFY(!made().isEmpty());
        QCOMPARE(call("POST", u"dashboards"_s, {{"name", "One more"}}).code(), u"limit_reached"_s);
        for (const json::object &wrong : {json::object{{"name", " "}}, json::object{{"refreshMinutes", -1}},
                                          json::object{{"refreshMinutes", 1441}}, json::object{{"visibility", "all"}}})
            QCOMPARE(call("PUT", pathOf(id), wrong).status, 422);
    }

    void aTileGoesWithItsQuestionAndADashboardLeavesQuestions()
    {
        const QString id = made();
        const QString first = saved();
        pin(id, first);
        pin(id, saved());
        QCOMPARE(call("DELETE", u"saved-questions/"_s + first).status, 200);
        QCOMPARE(call("GET", pathOf(id)).body.at("items").as_array().size(), size_t(1));
        QCOMPARE(call("DELETE", pathOf(id)).status, 200);
        QCOMPARE(call("GET", pathOf(id)).status, 404);
        QCOMPARE(call("GET", u"saved-questions"_s).body.at("items").as_array().size(), size_t(1));
    }
};

static const bool registered = tabletalk::test::add<TestDashboards>();
#include "tst_Dashboards.moc"
