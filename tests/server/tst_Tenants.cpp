// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/Cursor.h"
#include "server/tenants/TenantService.h"
#include "server/tenants/TimeZoneName.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    api::TenantProfile update(const TenantScope &scope, std::optional<QString> name,
                              std::optional<QString> timeZone = {})
    {
        return runAwaitable(service.updateProfile(scope, {std::move(name), std::move(timeZone), {}, {}, {}}));
    }
    api::MemberList members(const TenantScope &scope, std::optional<int> limit = {}, std::optional<QString> cursor = {})
    {
        return runAwaitable(service.members(scope, {limit, std::move(cursor)}));
    }
    api::WorkspaceList workspaces(const TenantScope &scope, TenantId id, std::optional<int> limit = {},
                                  std::optional<QString> cursor = {})
    {
        return runAwaitable(service.workspaces(scope, {id, limit, std::move(cursor)}));
    }
    api::Workspace createWorkspace(const TenantScope &scope, TenantId id, const QString &name)
    {
        platform.clock.advance(1ms);
        return runAwaitable(service.createWorkspace(scope, {id, name}));
    }
    api::OrganizationList organizations(const Identity &caller, std::optional<int> limit = {},
                                        std::optional<QString> cursor = {})
    {
        return runAwaitable(service.organizations(caller, {limit, std::move(cursor)}));
    }
    TenantId randomTenant() { return makeId<TenantId>(platform.clock.now()); }

    TestPlatform platform;
    People people{platform};
    TenantService service{*platform.database, platform.clock};
    TenantScope ours = people.tenant(u"Ours"_s);
    TenantScope theirs = people.tenant(u"Theirs"_s, u"Europe/Berlin"_s);
};

/// What a caller is told, whole, to compare refusals with.
template <class Action>
std::optional<Problem> thrownBy(Action &&action)
{
    try {
        action();
    } catch (const Problem &problem) {
        return problem;
    }
    return std::nullopt;
}

bool saysTheSame(const std::optional<Problem> &a, const std::optional<Problem> &b)
{
    return a && b && a->code == b->code && a->title == b->title && a->detail == b->detail && a->hint == b->hint
           && a->where == b->where && a->errors == b->errors;
}

template <class List>
QStringList names(const List &list)
{
    QStringList all;
    for (const auto &item : list.items)
        all << item.name;
    return all;
}

QStringList emails(const api::MemberList &list)
{
    QStringList all;
    for (const auto &item : list.items)
        all << item.email;
    return all;
}

} // namespace

class TestTenants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProfileIsTheCallersOwn()
    {
        Fixture f;
        const api::TenantProfile profile = runAwaitable(f.service.profile(f.theirs));
        QVERIFY(profile.id == f.theirs.tenant());
        QCOMPARE(profile.name, u"Theirs"_s);
        QCOMPARE(profile.timeZone, u"Europe/Berlin"_s);
        QVERIFY(!profile.defaultWorkspaceId.isNull());
        QVERIFY(profile.defaultWorkspaceId == f.workspaces(f.theirs, f.theirs.tenant()).items.front().id);
    }

    void anUpdateChangesWhatItNamesAndNothingElse()
    {
        Fixture f;
        QCOMPARE(f.update(f.ours, u"  New name "_s).name, u"New name"_s);
        QCOMPARE(f.update(f.ours, {}, u"Asia/Tokyo"_s).timeZone, u"Asia/Tokyo"_s);
        const api::TenantProfile profile = runAwaitable(f.service.profile(f.ours));
        QCOMPARE(profile.name, u"New name"_s);
        QCOMPARE(profile.timeZone, u"Asia/Tokyo"_s);
        const api::TenantProfile untouched = runAwaitable(f.service.profile(f.theirs));
        QCOMPARE(untouched.name, u"Theirs"_s);
        QCOMPARE(untouched.timeZone, u"Europe/Berlin"_s);
    }

    void namesThatAreEmptyTooLongOrOfSeveralLinesAreRefused()
    {
        Fixture f;
        QCOMPARE(f.update(f.ours, QString(200, u'n')).name.size(), 200);
        for (const QString &name : {u""_s, u"   "_s, QString(201, u'n'), u"a\nb"_s, u"a\0b"_s}) {
            const auto problem = thrownBy([&] { f.update(f.ours, name, u"Asia/Tokyo"_s); });
            QVERIFY(problem);
            QVERIFY(problem->code == ProblemCode::InvalidRequest);
            QCOMPARE(problem->errors.front().path, u"params.name"_s);
        }
        QCOMPARE(runAwaitable(f.service.profile(f.ours)).timeZone, u"UTC"_s);
    }

    void timeZonesAreNamesThatIanaGave_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("known");
        for (const char *name : {"UTC", "Etc/UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata",
                                 "Asia/Calcutta", "US/Eastern", "Etc/GMT+5", "America/Port-au-Prince"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name : {"", "Mars/Base", "europe/berlin", "UTC+03:00", "ABC3", "EST5EDT,M3.2.0,M11.1.0",
                                 "../../etc/passwd", "Europe/../../../etc/passwd", "/etc/passwd", "posix/Europe/Berlin",
                                 "right/UTC", "Europe", "Europe/Berlin ", "Europe/Berlin\n", "localtime", "<A/B>3"})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
    }

    void timeZonesAreNamesThatIanaGave()
    {
        QFETCH(QString, name);
        QFETCH(bool, known);
        QCOMPARE(isTimeZoneName(name), known);
    }

    void anUnknownTimeZoneIsRefused()
    {
        Fixture f;
        const auto problem = thrownBy([&] { f.update(f.ours, u"Renamed"_s, u"Mars/Base"_s); });
        QVERIFY(problem);
        QCOMPARE(problem->errors.front().path, u"params.timeZone"_s);
        QCOMPARE(runAwaitable(f.service.profile(f.ours)).name, u"Ours"_s);
    }

    void statsCountTheOrganisationsOwnThings()
    {
        Fixture f;
        const UserId user = f.people.member(f.ours, u"a@example.org"_s);
        f.people.member(f.ours, u"b@example.org"_s);
        f.people.workspace(f.ours, u"Second"_s);
        f.people.member(f.theirs, u"c@example.org"_s);
        const auto insertConversation = [&](const TenantScope &scope, const QString &id) {
            f.people.run(u"INSERT INTO conversations (tenant_id, id, user_id, connection_id, title, created_at, "
                         "updated_at) VALUES (?, ?, ?, 'c', 't', 0, 0)"_s,
                         {stored(scope.tenant()), id, stored(user)});
            f.people.run(
                u"INSERT INTO usage_buckets (tenant_id, at, workspace_id, user_id, api_key_id, model, questions, "
                "answered, row_count, ms, input_tokens, output_tokens, cost_micros) "
                "VALUES (?, 0, '', ?, '', '', 1, 1, 0, 0, 0, 0, 0)"_s,
                {stored(scope.tenant()), id});
        };
        f.people.run(
            u"INSERT INTO connections (tenant_id, id, workspace_id, name, kind, sealed_url, display_url, stage, "
            "stage_done, stage_total, stage_detail, created_by, created_at) SELECT tenant_id, 'c', id, 'n', "
            "'sqlite', ?, 'u', 'ready', 0, 0, '', 'u', 0 FROM workspaces WHERE tenant_id = ? AND "
            "is_default = 1"_s,
            {QByteArray(1, '\0'), stored(f.ours.tenant())});
        insertConversation(f.ours, u"1"_s);
        insertConversation(f.ours, u"2"_s);
        insertConversation(f.theirs, u"3"_s);
        const api::TenantStats stats = runAwaitable(f.service.stats(f.ours));
        QCOMPARE(stats.members, 2);
        QCOMPARE(stats.workspaces, 2);
        QCOMPARE(stats.databases, 1);
        QCOMPARE(stats.conversations, 2);
        QCOMPARE(stats.questions, 2);
        const api::TenantStats others = runAwaitable(f.service.stats(f.theirs));
        QCOMPARE(others.members, 1);
        QCOMPARE(others.databases, 0);
    }

    void membersAreListedByEmailInPages()
    {
        Fixture f;
        for (const char *name : {"d", "b", "a", "c", "e"})
            f.people.member(f.ours, QString::fromLatin1(name) + u"@example.org"_s);
        f.people.member(f.theirs, u"bb@example.org"_s);
        const auto first = f.members(f.ours, 2);
        QCOMPARE(emails(first), (QStringList{u"a@example.org"_s, u"b@example.org"_s}));
        const auto second = f.members(f.ours, 2, first.nextCursor);
        QCOMPARE(emails(second), (QStringList{u"c@example.org"_s, u"d@example.org"_s}));
        const auto third = f.members(f.ours, 2, second.nextCursor);
        QCOMPARE(emails(third), (QStringList{u"e@example.org"_s}));
        QVERIFY(!third.nextCursor);
        QCOMPARE(problemOf([&] { f.members(f.ours, 0); }), ProblemCode::InvalidRequest);
        QCOMPARE(problemOf([&] { f.members(f.ours, {}, u"***"_s); }), ProblemCode::InvalidRequest);
    }

    void aMemberOfAnotherOrganisationAnswersAsNobodyDoes()
    {
        Fixture f;
        const UserId here = f.people.member(f.ours, u"here@example.org"_s, Role::Manager);
        const UserId there = f.people.member(f.theirs, u"there@example.org"_s);
        const api::Member member = runAwaitable(f.service.member(f.ours, here));
        QCOMPARE(member.email, u"here@example.org"_s);
        QCOMPARE(member.role, u"manager"_s);
        const auto foreign = thrownBy([&] { runAwaitable(f.service.member(f.ours, there)); });
        const auto unknown =
            thrownBy([&] { runAwaitable(f.service.member(f.ours, makeId<UserId>(f.platform.clock.now()))); });
        QVERIFY(foreign->code == ProblemCode::NotFound);
        QVERIFY(saysTheSame(foreign, unknown));
    }

    void aPersonInTwoOrganisationsHasTheRoleOfEach()
    {
        Fixture f;
        const UserId both = f.people.member(f.ours, u"both@example.org"_s, Role::Owner);
        f.people.join(f.theirs, both, Role::Viewer);
        QCOMPARE(runAwaitable(f.service.member(f.ours, both)).role, u"owner"_s);
        QCOMPARE(runAwaitable(f.service.member(f.theirs, both)).role, u"viewer"_s);
    }

    void anAccountListsItsOrganisationsAndNoOthers()
    {
        Fixture f;
        const TenantScope third = f.people.tenant(u"Third"_s);
        const UserId both = f.people.member(f.ours, u"both@example.org"_s, Role::Owner);
        f.people.join(third, both, Role::Guest);
        const UserId one = f.people.member(f.theirs, u"one@example.org"_s);

        QStringList found = names(f.organizations(People::identity(f.ours, both)));
        found.sort();
        QCOMPARE(found, (QStringList{u"Ours"_s, u"Third"_s}));
        QCOMPARE(names(f.organizations(People::identity(f.theirs, one))), (QStringList{u"Theirs"_s}));

        const auto first = f.organizations(People::identity(f.ours, both), 1);
        const auto second = f.organizations(People::identity(f.ours, both), 1, first.nextCursor);
        QVERIFY(!second.nextCursor);
        QVERIFY(first.items.front().id != second.items.front().id);
        const QStringList roles = {first.items.front().role, second.items.front().role};
        QVERIFY(roles.contains(u"owner"_s) && roles.contains(u"guest"_s));
    }

    void anApiKeyListsItsOwnOrganisationAlone()
    {
        Fixture f;
        const UserId both = f.people.member(f.ours, u"both@example.org"_s);
        f.people.join(f.theirs, both);
        for (const TenantScope &scope : {f.ours, f.theirs}) {
            Identity key = People::identity(scope, both);
            key.apiKeyId = u"key"_s;
            const auto list = f.organizations(key, 1);
            QCOMPARE(list.items.size(), size_t(1));
            QVERIFY(list.items.front().id == scope.tenant());
            QVERIFY(!list.nextCursor);
        }
    }

    void workspacesOfAnotherOrganisationAnswerAsThoseOfNone()
    {
        Fixture f;
        const auto foreign = thrownBy([&] { f.workspaces(f.ours, f.theirs.tenant()); });
        const auto unknown = thrownBy([&] { f.workspaces(f.ours, f.randomTenant()); });
        QVERIFY(foreign->code == ProblemCode::NotFound);
        QVERIFY(saysTheSame(foreign, unknown));
        // Also where something else is wrong with the request.
        QVERIFY(saysTheSame(foreign, thrownBy([&] { f.workspaces(f.ours, f.theirs.tenant(), 0, u"***"_s); })));

        QVERIFY(saysTheSame(foreign, thrownBy([&] { f.createWorkspace(f.ours, f.theirs.tenant(), u"Mine"_s); })));
        QVERIFY(saysTheSame(foreign, thrownBy([&] { f.createWorkspace(f.ours, f.theirs.tenant(), u""_s); })));
        QCOMPARE(f.workspaces(f.theirs, f.theirs.tenant()).items.size(), size_t(1));
    }

    void workspacesAreListedInTheOrderTheyWereMade()
    {
        Fixture f;
        const TenantId id = f.ours.tenant();
        for (const char *name : {"C", "A", "B"})
            f.createWorkspace(f.ours, id, QString::fromLatin1(name));
        QCOMPARE(names(f.workspaces(f.ours, id)), (QStringList{u"Default"_s, u"C"_s, u"A"_s, u"B"_s}));
        const auto first = f.workspaces(f.ours, id, 3);
        QCOMPARE(names(first), (QStringList{u"Default"_s, u"C"_s, u"A"_s}));
        QCOMPARE(names(f.workspaces(f.ours, id, 3, first.nextCursor)), (QStringList{u"B"_s}));
        for (const QString &cursor : {encodeCursor({u"x"_s, u"y"_s}), encodeCursor({u"1"_s}), u""_s})
            QCOMPARE(problemOf([&] { f.workspaces(f.ours, id, {}, cursor); }), ProblemCode::InvalidRequest);
    }

    void pagesOfWorkspacesOfTheSameMomentLoseNone()
    {
        Fixture f;
        for (int i = 0; i < 9; ++i)
            f.people.workspace(f.ours, QString::number(i));
        QSet<QString> seen;
        std::optional<QString> cursor;
        do {
            const auto page = f.workspaces(f.ours, f.ours.tenant(), 3, cursor);
            for (const auto &workspace : page.items)
                seen.insert(workspace.name);
            cursor = page.nextCursor;
        } while (cursor);
        QCOMPARE(seen.size(), 10);
    }

    void aNewWorkspaceIsNotTheDefaultOne()
    {
        Fixture f;
        const api::Workspace workspace = f.createWorkspace(f.ours, f.ours.tenant(), u" Research "_s);
        QCOMPARE(workspace.name, u"Research"_s);
        QVERIFY(!workspace.isDefault);
        QVERIFY(f.workspaces(f.ours, f.ours.tenant()).items.back().id == workspace.id);
        QVERIFY(runAwaitable(f.service.profile(f.ours)).defaultWorkspaceId != workspace.id);
    }

    void twoWorkspacesOfAnOrganisationCannotShareAName()
    {
        Fixture f;
        f.createWorkspace(f.ours, f.ours.tenant(), u"Research"_s);
        const auto problem = thrownBy([&] { f.createWorkspace(f.ours, f.ours.tenant(), u"Research"_s); });
        QVERIFY(problem->code == ProblemCode::Conflict);
        QVERIFY(problem->detail.contains(u"Research"_s));
        f.createWorkspace(f.theirs, f.theirs.tenant(), u"Research"_s);
    }

    void anOrganisationHasAThousandWorkspacesAtMost()
    {
        Fixture f;
        f.people.run(u"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 999) "
                     "INSERT INTO workspaces (tenant_id, id, name, is_default, created_at) "
                     "SELECT ?, 'w' || i, 'w' || i, 0, 0 FROM n"_s,
                     {stored(f.ours.tenant())});
        f.createWorkspace(f.ours, f.ours.tenant(), u"Thousandth"_s);
        QCOMPARE(problemOf([&] { f.createWorkspace(f.ours, f.ours.tenant(), u"One more"_s); }),
                 ProblemCode::LimitReached);
        f.createWorkspace(f.theirs, f.theirs.tenant(), u"Second"_s);
    }
};

static const bool registered = tabletalk::test::add<TestTenants>();
#include "tst_Tenants.moc"
