// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ConversationStore.h"
#include "server/chat/ResultStore.h"
#include "tests/support/People.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// A conversation with one answer, its owner, and a viewer with their relation to it.
struct Case
{
    Role role;
    Visibility visibility;
    Relation relation;
    ConversationId conversation;
    ResultId result;
    UserId viewer;
};

class Fixture
{
public:
    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);

    Case make(Role role, Visibility visibility, const Relation &relation)
    {
        const QString number = QString::number(++m_number);
        const UserId viewer = people.member(scope, u"viewer"_s + number + u"@example.org"_s, role);
        const UserId other = people.member(scope, u"other"_s + number + u"@example.org"_s);
        const Instant now = platform.clock.now();
        const Case made{role, visibility, relation, makeId<ConversationId>(now), makeId<ResultId>(now), viewer};
        // Somebody else is always named and in the team, so that a list that is not empty shows to nobody else.
        const auto team = makeId<TeamId>(now);
        people.run(u"INSERT INTO teams (tenant_id, id, name, created_at) VALUES (?, ?, ?, 0)"_s,
                   {tenant(), stored(team), number});
        for (const auto &[user, isIn] : {std::pair(other, true), std::pair(viewer, relation.inTeam)}) {
            if (isIn)
                people.run(u"INSERT INTO team_members (tenant_id, team_id, user_id) VALUES (?, ?, ?)"_s,
                           {tenant(), stored(team), stored(user)});
        }
        insert(made, relation.owns ? viewer : other);
        share(made, u"team"_s, team.toString());
        share(made, u"user"_s, other.toString());
        if (relation.named)
            share(made, u"user"_s, viewer.toString());
        return made;
    }

    bool finds(const Case &made)
    {
        return platform.database->readNow([&](Transaction &transaction) {
            return ConversationStore(transaction, scope).find(made.conversation, viewerOf(made)).has_value();
        });
    }
    bool findsResult(const Case &made)
    {
        return platform.database->readNow([&](Transaction &transaction) {
            return ResultStore(transaction, scope).find(made.result, viewerOf(made)).has_value();
        });
    }
    bool lists(const Case &made)
    {
        return platform.database->readNow([&](Transaction &transaction) {
            ConversationStore store(transaction, scope);
            auto all = store.list(made.viewer, false, {.limit = 1000});
            const auto shown = store.listShown(viewerOf(made), {.limit = 1000});
            all.insert(all.end(), shown.begin(), shown.end());
            return std::ranges::count(all, made.conversation, &api::ConversationSummary::id) == 1;
        });
    }
    bool renames(const Case &made)
    {
        return platform.database->writeNow([&](Transaction &transaction) {
            return ConversationStore(transaction, scope)
                .update(made.conversation, made.viewer, {.title = u"Renamed"_s});
        });
    }
    bool shows(const Case &made)
    {
        return platform.database->writeNow([&](Transaction &transaction) {
            return ConversationStore(transaction, scope).show(made.conversation, made.viewer, {});
        });
    }

private:
    QVariant tenant() const { return stored(scope.tenant()); }
    static Viewer viewerOf(const Case &made) { return {made.viewer, made.role == Role::Guest}; }

    void insert(const Case &made, UserId owner)
    {
        const QString message = makeId<MessageId>(platform.clock.now()).toString();
        people.run(u"INSERT INTO conversations (tenant_id, id, user_id, connection_id, title, created_at, updated_at, "
                   "visibility) VALUES (?, ?, ?, 'c', 't', 0, 0, ?)"_s,
                   {tenant(), stored(made.conversation), stored(owner), visibilityName(made.visibility)});
        people.run(u"INSERT INTO messages (tenant_id, id, conversation_id, user_id, stream_id, question, status, "
                   "created_at) VALUES (?, ?, ?, ?, 's', 'q', 'answered', 0)"_s,
                   {tenant(), message, stored(made.conversation), stored(owner)});
        people.run(u"INSERT INTO results (tenant_id, id, message_id, columns, row_count, sealed_key, block_offsets, "
                   "bytes, created_at) VALUES (?, ?, ?, '[]', 0, ?, '', 0, 0)"_s,
                   {tenant(), stored(made.result), message, QByteArray(1, '\0')});
    }
    void share(const Case &made, const QString &kind, const QString &subject)
    {
        people.run(u"INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id) "
                   "VALUES (?, 'conversation', ?, ?, ?)"_s,
                   {tenant(), stored(made.conversation), kind, subject});
    }

    int m_number = 0;
};

} // namespace

/// Who sees a conversation: the statements against the policy, and over the wire.
class TestVisibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Every role, visibility and relation: what the SQL finds is what core/access decides.
    void statementsSeeWhatThePolicyDecides()
    {
        Fixture f;
        int seen = 0;
        for (const Role role : allRoles()) {
            for (const Visibility visibility : allVisibilities()) {
                for (int bits = 0; bits < 8; ++bits) {
                    const Relation relation{
                        .owns = (bits & 1) != 0, .inTeam = (bits & 2) != 0, .named = (bits & 4) != 0};
                    const Case made = f.make(role, visibility, relation);
                    AccessQuestion question{.grants = {role, {Permission::Ask}, {}},
                                            .permission = Permission::Ask,
                                            .visibility = visibility,
                                            .relation = relation};
                    const bool sees = decide(question).allowed;
                    const QString what = u"%1 %2 %3"_s.arg(roleName(role), visibilityName(visibility)).arg(bits);
                    QVERIFY2(f.finds(made) == sees, qPrintable(what));
                    QVERIFY2(f.findsResult(made) == sees, qPrintable(what));
                    QVERIFY2(f.lists(made) == sees, qPrintable(what));
                    question.action = Action::Change;
                    QVERIFY2(f.renames(made) == decide(question).allowed, qPrintable(what));
                    QVERIFY2(f.shows(made) == decide(question).allowed, qPrintable(what));
                    seen += sees ? 1 : 0;
                }
            }
        }
        QVERIFY(seen > 100);
    }

    void aConversationIsReadByWhomItIsShownTo()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString token = owner.accessToken;
        const auto scope = TenantScope::ofSignIn(owner.organization.id);
        constexpr auto password = "another correct horse";
        const UserId id = server.server().accounts().addMember(
            scope, u"reader@example.org"_s, QString::fromLatin1(password), u"Reader"_s, Role::Viewer);
        const QString reader =
            server.rest("POST", u"auth/login"_s, {}, {{"email", "reader@example.org"}, {"password", password}})
                .text("accessToken");
        const QString database = server.connectShop(token);
        const RestReply answer =
            server.rest("POST", u"chat/query"_s, token,
                        {{"databaseId", database.toStdString()}, {"question", "How many customers are there?"}});
        QCOMPARE(answer.status, 200);
        const QString path = u"conversations/"_s + answer.text("conversationId");
        const auto show = [&](boost::json::object audience, const QString &by) {
            return server.rest("PUT", path + u"/visibility"_s, by, audience);
        };
        const auto sees = [&] { return server.rest("GET", path, reader).status == 200; };

        QVERIFY(!sees());
        QCOMPARE(show({{"visibility", "organization"}}, token).status, 200);
        QVERIFY(sees());
        QCOMPARE(server.rest("GET", u"results/"_s + answer.text("resultId"), reader).status, 200);
        QCOMPARE(server.rest("GET", u"shown/conversations"_s, reader).body.at("items").as_array().size(), size_t(1));
        QCOMPARE(server.rest("GET", u"conversations"_s, reader).body.at("items").as_array().size(), size_t(0));

        // Seeing is not owning.
        QCOMPARE(show({{"visibility", "public"}}, reader).status, 404);
        QCOMPARE(server.rest("GET", path + u"/visibility"_s, reader).status, 404);
        QCOMPARE(server.rest("PUT", path, reader, {{"title", "Mine"}}).status, 404);
        QCOMPARE(server.rest("DELETE", path, reader).status, 404);
        boost::json::object more{{"databaseId", database.toStdString()}, {"question", "How many orders?"}};
        more["conversationId"] = answer.body.at("conversationId");
        QCOMPARE(server.rest("POST", u"chat/query"_s, reader, more).status, 404);

        const RestReply shared =
            show({{"visibility", "shared"}, {"userIds", boost::json::array{id.toString().toStdString()}}}, token);
        QCOMPARE(shared.status, 200);
        QVERIFY(sees());
        QCOMPARE(server.rest("GET", path + u"/visibility"_s, token).body.at("userIds").as_array().size(), size_t(1));
        QCOMPARE(show({{"visibility", "private"}}, token).status, 200);
        QVERIFY(!sees());
        QCOMPARE(server.rest("GET", path + u"/visibility"_s, token).body.at("userIds").as_array().size(), size_t(0));
    }

    void anAudienceThatMakesNoSenseIsRefused()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString path =
            u"conversations/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces) + u"/visibility"_s;
        const auto status = [&](const boost::json::value &body) {
            return server.rest("PUT", path, owner.accessToken, body).status;
        };
        QCOMPARE(status({{"visibility", "everybody"}}), 422);
        QCOMPARE(status({{"visibility", "shared"}}), 422);
        QCOMPARE(status({{"visibility", "shared"}, {"userIds", boost::json::array{}}}), 422);
        QCOMPARE(status({{"visibility", "team"}, {"teamIds", boost::json::array{"x"}}}), 422);
        QCOMPARE(status({{"visibility", "private"}}), 404);
    }
};

static const bool registered = tabletalk::test::add<TestVisibility>();
#include "tst_Visibility.moc"
