// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphBuilder.h"
#include "server/graph/GraphService.h"
#include "server/graph/GraphTool.h"
#include "server/graph/PassagesByGraph.h"
#include "tests/support/People.h"
#include "tests/support/PlantedDocuments.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QString takeover = u"Acme Corp acquired Beta Systems Ltd in 2019. Ada Lovelace works for Acme."_s;

/// Two organisations, and in one of them an owner, a colleague and a guest.
struct Fixture
{
    Fixture()
        : scope(people.tenant(u"Acme"_s))
        , workspace(people.workspace(scope, u"Sales"_s))
        , owner(people.member(scope, u"owner@example.org"_s, Role::Owner))
        , colleague(people.member(scope, u"colleague@example.org"_s))
        , guest(people.member(scope, u"guest@example.org"_s, Role::Guest))
    {}

    Call callOf(UserId user, Role role = Role::Member) const
    {
        return {.caller = People::identity(scope, user, role),
                .scope = scope,
                .origin = {},
                .sink = nullptr,
                .rpcId = {},
                .rule = {},
                .stream = nullptr};
    }
    Call call() const { return callOf(owner, Role::Owner); }

    PassagePlace add(const QString &name, const std::vector<QString> &passages,
                     const QString &visibility = u"organization"_s)
    {
        return documents.add(scope, workspace, owner, name, passages, visibility);
    }

    std::vector<api::GraphEntity> list(const QString &text = {}, std::optional<Call> by = {})
    {
        api::GraphSearchRequest request;
        request.workspaceId = workspace;
        request.text = text;
        return runAwaitable(graph.search(by.value_or(call()), request)).items;
    }
    QStringList names(std::optional<Call> by = {})
    {
        QStringList all;
        for (const api::GraphEntity &entity : list({}, by))
            all << entity.name;
        all.sort();
        return all;
    }
    EntityId idOf(const QString &name) const { return entityIdOf(workspace, graph::keyOf(name)); }
    api::GraphEntityDetail detail(const QString &name)
    {
        return runAwaitable(graph.entity(call(), {workspace, idOf(name)}));
    }
    api::GraphPath path(const QString &from, const QString &to)
    {
        return runAwaitable(graph.path(call(), {workspace, idOf(from), idOf(to)}));
    }
    qint64 rows(const QString &table) { return people.run(u"SELECT COUNT(*) FROM "_s + table)[0][0].toLongLong(); }

    TestPlatform platform;
    People people{platform};
    GraphBuilder builder;
    PlantedDocuments documents{platform, people, builder};
    GraphService graph{*platform.database};
    TenantScope scope;
    WorkspaceId workspace;
    UserId owner;
    UserId colleague;
    UserId guest;
};

} // namespace

class TestGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreFoundWithTheirRelationsAndTheSentenceThatSaysSo()
    {
        Fixture f;
        f.add(u"news.txt"_s, {takeover});
        QCOMPARE(f.names(), QStringList({u"Acme Corp"_s, u"Ada Lovelace"_s, u"Beta Systems Ltd"_s}));
        const api::GraphEntityDetail acme = f.detail(u"Acme"_s);
        QCOMPARE(acme.entity.kind, u"organization"_s);
        QCOMPARE(acme.entity.mentions, 2);
        QCOMPARE(acme.relations.size(), size_t(2));
        const auto bought =
            std::ranges::find(acme.relations, u"acquired"_s, [](const auto &one) { return one.relation.label; });
        QVERIFY(bought != acme.relations.end());
        QCOMPARE(bought->other.name, u"Beta Systems Ltd"_s);
        QCOMPARE(bought->relation.fromId, f.idOf(u"Acme"_s));
        QCOMPARE(bought->evidence.front().sentence, u"Acme Corp acquired Beta Systems Ltd in 2019."_s);
        QCOMPARE(bought->evidence.front().documentName, u"news.txt"_s);
        QCOMPARE(bought->evidence.front().page, 1);
        QCOMPARE(acme.mentions.size(), size_t(1));
    }

    void namesAreSearchedByWordsAndKind()
    {
        Fixture f;
        f.add(u"news.txt"_s, {takeover});
        QCOMPARE(f.list(u"acme corp"_s).size(), size_t(1));
        QCOMPARE(f.list(u"LOVELACE"_s).front().kind, u"person"_s);
        QVERIFY(f.list(u"100%"_s).empty());
        api::GraphSearchRequest request;
        request.workspaceId = f.workspace;
        request.kind = u"person"_s;
        QCOMPARE(runAwaitable(f.graph.search(f.call(), request)).items.size(), size_t(1));
        request.kind = u"animal"_s;
        QCOMPARE(problemOf([&] { runAwaitable(f.graph.search(f.call(), request)); }), ProblemCode::InvalidRequest);
    }

    void aListGoesOnWhereItsPageEnded()
    {
        Fixture f;
        std::vector<QString> passages;
        for (int i = 0; i < 30; ++i)
            passages.push_back(u"The order ORD-%1 was shipped."_s.arg(1000 + i));
        f.add(u"orders.txt"_s, passages);
        api::GraphSearchRequest request;
        request.workspaceId = f.workspace;
        request.limit = 20;
        QStringList seen;
        do {
            const api::GraphEntityList page = runAwaitable(f.graph.search(f.call(), request));
            for (const api::GraphEntity &entity : page.items)
                seen << entity.name;
            request.cursor = page.nextCursor;
        } while (request.cursor);
        QCOMPARE(seen.size(), 30);
        seen.removeDuplicates();
        QCOMPARE(seen.size(), 30);
    }

    void whatADocumentSaysGoesWithItAndComesBack()
    {
        Fixture f;
        const PassagePlace first = f.add(u"first.txt"_s, {takeover});
        f.add(u"second.txt"_s, {u"Acme Corp opened an office in Berlin."_s});
        QCOMPARE(f.detail(u"Acme"_s).entity.documents, 2);
        const qint64 entities = f.rows(u"entities"_s);
        const qint64 evidence = f.rows(u"relation_evidence"_s);

        // Read anew: for a while there are two generations, and what is found does not double.
        f.documents.store(first, {takeover}, 2);
        QCOMPARE(f.detail(u"Acme"_s).entity.mentions, 3);
        f.documents.set(first, u"generation"_s, 2);
        QCOMPARE(f.detail(u"Acme"_s).entity.mentions, 3);
        f.documents.remove(first, 1);
        QCOMPARE(f.rows(u"entities"_s), entities);
        QCOMPARE(f.rows(u"relation_evidence"_s), evidence);
        QCOMPARE(f.detail(u"Acme"_s).entity.mentions, 3);

        f.documents.remove(first, 2);
        QCOMPARE(f.names(), QStringList({u"Acme Corp"_s, u"Berlin"_s}));
        QCOMPARE(f.detail(u"Acme"_s).entity.documents, 1);
        QCOMPARE(f.rows(u"entities"_s), 2);
        QCOMPARE(f.rows(u"relations"_s), 1);
        QCOMPARE(f.rows(u"relation_evidence"_s), 1);
    }

    void aDocumentThatIsSwitchedOffIsNotFound()
    {
        Fixture f;
        const PassagePlace place = f.add(u"news.txt"_s, {takeover});
        f.documents.set(place, u"active"_s, 0);
        QVERIFY(f.names().isEmpty());
        QCOMPARE(problemOf([&] { f.detail(u"Acme"_s); }), ProblemCode::NotFound);
        f.documents.set(place, u"active"_s, 1);
        QCOMPARE(f.names().size(), 3);
    }

    void aNameIsThereForThoseWhoSeeADocumentThatHasIt()
    {
        Fixture f;
        f.add(u"secret.txt"_s, {u"Acme Corporation plans to buy Gamma Works Ltd."_s}, u"private"_s);
        f.add(u"public.txt"_s, {u"Acme Corp is in Berlin."_s}, u"organization"_s);
        const Call other = f.callOf(f.colleague);
        QCOMPARE(f.names(), QStringList({u"Acme Corporation"_s, u"Berlin"_s, u"Gamma Works Ltd"_s}));
        QCOMPARE(f.names(other), QStringList({u"Acme Corp"_s, u"Berlin"_s})); // nor what only the secret calls it
        QCOMPARE(f.names(f.callOf(f.guest, Role::Guest)), QStringList());
        QCOMPARE(f.list({}, other).front().documents, 1);
        const auto detail = runAwaitable(f.graph.entity(other, {f.workspace, f.idOf(u"Acme"_s)}));
        QCOMPARE(detail.relations.size(), size_t(1));
        QCOMPARE(problemOf([&] { runAwaitable(f.graph.entity(other, {f.workspace, f.idOf(u"Gamma Works"_s)})); }),
                 ProblemCode::NotFound);
        QCOMPARE(problemOf([&] {
                     runAwaitable(f.graph.path(other, {f.workspace, f.idOf(u"Acme"_s), f.idOf(u"Gamma Works"_s)}));
                 }),
                 ProblemCode::NotFound);
    }

    void peopleAndTeamsThatADocumentIsShownToSeeItsNames()
    {
        Fixture f;
        const PassagePlace place = f.add(u"shown.txt"_s, {takeover}, u"shared"_s);
        const Call other = f.callOf(f.colleague);
        QVERIFY(f.names(other).isEmpty());
        const auto share = [&](const QString &kind, const QVariant &subject) {
            f.people.run(u"INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id) "
                         "VALUES (?, 'document', ?, ?, ?)"_s,
                         {stored(f.scope.tenant()), stored(place.document), kind, subject});
        };
        share(u"user"_s, stored(f.colleague));
        QCOMPARE(f.names(other).size(), 3);
        f.documents.set(place, u"visibility"_s, u"team"_s);
        QVERIFY(f.names(other).isEmpty());
    }

    void workspacesAndOrganisationsAreApart()
    {
        Fixture f;
        f.add(u"news.txt"_s, {takeover});
        const WorkspaceId elsewhere = f.people.workspace(f.scope, u"Elsewhere"_s);
        QCOMPARE(problemOf([&] { runAwaitable(f.graph.entity(f.call(), {elsewhere, f.idOf(u"Acme"_s)})); }),
                 ProblemCode::NotFound);
        const TenantScope others = f.people.tenant(u"Others"_s);
        Call stranger = f.call();
        stranger.scope = others;
        QCOMPARE(problemOf([&] { runAwaitable(f.graph.entity(stranger, {f.workspace, f.idOf(u"Acme"_s)})); }),
                 ProblemCode::NotFound);
    }

    void neighboursComeInPagesTheStrongestFirst()
    {
        Fixture f;
        std::vector<QString> passages;
        for (int i = 0; i < 12; ++i)
            passages.push_back(u"Acme Corp supplies Plant%1 Works Ltd."_s.arg(i));
        passages.push_back(passages.front());
        f.add(u"list.txt"_s, passages);
        api::GraphNeighboursRequest request{f.workspace, f.idOf(u"Acme"_s), 5, {}};
        const api::GraphNeighbours first = runAwaitable(f.graph.neighbours(f.call(), request));
        QCOMPARE(first.centre.name, u"Acme Corp"_s);
        QCOMPARE(first.relations.size(), size_t(5));
        QCOMPARE(first.relations.front().evidence, 2);
        QCOMPARE(first.relations.front().toId, f.idOf(u"Plant0 Works Ltd"_s));
        request.cursor = first.nextCursor;
        QCOMPARE(runAwaitable(f.graph.neighbours(f.call(), request)).relations.size(), size_t(5));
    }

    void aWayIsFoundOverOthersWithASentenceForEachStep()
    {
        Fixture f;
        f.add(u"a.txt"_s, {u"Ada Lovelace works for Acme Corp."_s, u"Acme Corp acquired Beta Systems Ltd."_s});
        f.add(u"b.txt"_s, {u"Beta Systems Ltd is based in Oslo."_s, u"Otto Hahn lives in Rome."_s});
        const api::GraphPath way = f.path(u"Ada Lovelace"_s, u"Oslo"_s);
        QVERIFY(way.found);
        QStringList names;
        for (const api::GraphEntity &entity : way.entities)
            names << entity.name;
        QCOMPARE(names, QStringList({u"Ada Lovelace"_s, u"Acme Corp"_s, u"Beta Systems Ltd"_s, u"Oslo"_s}));
        QCOMPARE(way.relations.size(), size_t(3));
        QCOMPARE(way.evidence.size(), size_t(3));
        QCOMPARE(way.evidence[1].sentence, u"Acme Corp acquired Beta Systems Ltd."_s);
        const api::GraphPath none = f.path(u"Ada Lovelace"_s, u"Rome"_s);
        QVERIFY(!none.found && none.entities.empty() && !none.note.isEmpty());
        QCOMPARE(f.path(u"Oslo"_s, u"Oslo"_s).entities.size(), size_t(1));
    }

    void aLongWayIsGivenUp()
    {
        Fixture f;
        std::vector<QString> passages;
        for (int i = 0; i < 40; ++i)
            passages.push_back(u"Chain%1 Works Ltd supplies Chain%2 Works Ltd."_s.arg(i).arg(i + 1));
        f.add(u"chain.txt"_s, passages);
        QVERIFY(f.path(u"Chain0 Works Ltd"_s, u"Chain5 Works Ltd"_s).found);
        const api::GraphPath far = f.path(u"Chain0 Works Ltd"_s, u"Chain40 Works Ltd"_s);
        QVERIFY(!far.found && far.note.contains(u"far"_s));
    }

    void aToolTellsWhatSentencesSayOfTheNamesInAQuestion()
    {
        Fixture f;
        f.add(u"news.txt"_s, {takeover, u"Beta Systems Ltd is based in Oslo."_s});
        GraphTool tool(*f.platform.database);
        const auto ask = [&](const char *query) {
            ToolContext context{f.call(), f.workspace, {}};
            return orThrow(runAwaitable(tool.run(std::move(context), {{"query", query}})));
        };
        const ToolResult told = ask("who owns beta systems?");
        QVERIFY2(told.text.contains(u"Acme Corp — acquired — Beta Systems Ltd"_s), qPrintable(told.text));
        QVERIFY(!told.citations.empty());
        QCOMPARE(told.citations.front().title, u"news.txt"_s);
        QVERIFY(ask("How is Lovelace connected with Oslo?").text.contains(u"How Ada Lovelace and Oslo"_s));
        QVERIFY(ask("nothing of that").citations.empty());
        ToolContext context{f.call(), f.workspace, {}};
        QCOMPARE(problemOf([&] { runAwaitable(tool.run(std::move(context), {{"nonsense", 1}})); }),
                 ProblemCode::InvalidRequest);
    }

    void passagesAreFoundAlongRelationsAndSayWhichWay()
    {
        Fixture f;
        f.add(u"news.txt"_s, {takeover, u"Otto Hahn lives in Rome."_s});
        f.add(u"office.txt"_s, {u"Beta Systems Ltd is based in Oslo."_s});
        f.add(u"hidden.txt"_s, {u"Acme Corp is in trouble."_s}, u"private"_s);
        PassagesByGraph passages(*f.platform.database);
        const auto find = [&](const QString &query, UserId user, size_t most) {
            return runAwaitable(passages.find(f.scope, f.workspace, {user, false}, query, most));
        };
        const auto found = find(u"What do we know of acme?"_s, f.colleague, 10);
        QCOMPARE(found.size(), size_t(2));
        QCOMPARE(found[0].path, std::vector<QString>({u"Acme Corp"_s}));
        QCOMPARE(found[1].path, std::vector<QString>({u"Acme Corp"_s, u"Beta Systems Ltd"_s}));
        QVERIFY(found[0].score > found[1].score);
        QCOMPARE(find(u"acme"_s, f.owner, 10).size(), size_t(3));
        QCOMPARE(find(u"acme"_s, f.owner, 1).size(), size_t(1));
        QVERIFY(find(u"How is the weather?"_s, f.owner, 10).empty());
    }

    void findingTakesFarLessThanReadingADocument()
    {
        Fixture f;
        std::vector<QString> passages;
        for (int i = 0; i < 200; ++i)
            passages.push_back(u"Acme Corp acquired Beta%1 Systems Ltd in 2019. Ada Lovelace, who leads the office in "
                               u"Berlin, said that "
                               "customers of Beta%1 will keep their contracts. The order ORD-%2 was delivered by "
                               "Swiftline Logistics to "
                               "the port of Hamburg, where it was inspected by Otto Hahn. All other terms of the "
                               "agreement stay as they "
                               "are, and payments are made within thirty days of the date of the invoice."_s.arg(i % 40)
                                   .arg(1000 + i));
        f.add(u"long.txt"_s, passages);
        const double each = double(f.documents.nanoseconds()) / 1000 / double(passages.size());
        qInfo("%.0f microseconds a passage", each);
        QVERIFY(each < 20'000); // unoptimised, beside other tests
    }
};

static const bool registered = tabletalk::test::add<TestGraph>();
#include "tst_Graph.moc"
