// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WorkerPool.h"
#include "server/search/HybridSearch.h"
#include "server/search/WorkspaceIndex.h"
#include "tests/support/PassageShelf.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// An organisation with a workspace of documents, and what searches in it.
struct Fixture
{
    ~Fixture() { pool.stop(); }

    PassageShelf::Place here() { return {scope, workspace, owner}; }
    PassageShelf::Place hereAs(const QString &visibility, UserId whose)
    {
        PassageShelf::Place place = here();
        place.visibility = visibility;
        place.owner = whose;
        return place;
    }

    api::SearchAnswer ask(const QString &query, const QString &mode = u"keyword"_s)
    {
        api::SearchRequest request;
        request.workspaceId = workspace;
        request.query = query;
        request.mode = mode;
        return askFor(request, {owner, false});
    }
    api::SearchAnswer askFor(const api::SearchRequest &request, const Viewer &viewer)
    {
        return runAwaitable(search.search(scope, viewer, request));
    }
    QStringList documents(const QString &query, const Viewer &viewer)
    {
        api::SearchRequest request;
        request.workspaceId = workspace;
        request.query = query;
        request.mode = u"keyword"_s;
        return namesIn(askFor(request, viewer));
    }
    static QStringList namesIn(const api::SearchAnswer &answer)
    {
        QStringList names;
        for (const api::SearchHit &hit : answer.hits)
            names << hit.documentName;
        return names;
    }
    QString problem(const api::SearchRequest &request)
    {
        try {
            askFor(request, {owner, false});
        } catch (const Problem &problem) {
            return problem.codeName();
        }
        return u"none"_s;
    }

    TestPlatform platform;
    People people{platform};
    TenantScope scope = people.tenant(u"Ours"_s);
    UserId owner = people.member(scope, u"owner@example.org"_s, Role::Owner);
    WorkspaceId workspace = people.workspace(scope, u"Knowledge"_s);
    SearchIndexer indexer;
    PassageShelf base{platform, people, indexer};
    WorkerPool pool{{.name = u"search"_s, .threads = 2}};
    WorkspaceIndexes indexes{*platform.database};
    HybridSearch search{{.database = *platform.database, .indexes = indexes, .pool = pool}};
};

} // namespace

/// Passages are found by their words, by whoever may see them, and say why.
class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPassageIsFoundByAnotherFormOfItsWords()
    {
        Fixture f;
        f.base.document(
            f.here(), u"Policy"_s,
            {u"Customers may return goods within 30 days for a full refund."_s, u"Deliveries are made by bicycle."_s});
        const api::SearchAnswer answer = f.ask(u"When is something refunded to a customer?"_s);
        QCOMPARE(answer.hits.size(), size_t{1});
        const api::SearchHit &hit = answer.hits.front();
        QCOMPARE(hit.documentName, u"Policy"_s);
        QCOMPARE(hit.ordinal, 0);
        QCOMPARE(hit.reasons.size(), size_t{1});
        QCOMPARE(hit.reasons[0].way, u"keyword"_s);
        QCOMPARE(hit.reasons[0].rank, 1);
        QCOMPARE(hit.reasons[0].share, 1.0);
        QStringList found;
        double sum = 0;
        for (const api::MatchedTerm &term : hit.reasons[0].terms) {
            found << term.word + u'=' + term.found;
            sum += term.weight;
        }
        QVERIFY(found.contains(u"refunded=refund"_s));
        QVERIFY(found.contains(u"customer=Customers"_s));
        QVERIFY(qAbs(sum - hit.score) < 0.01); // the terms explain the score
        QVERIFY(hit.explanation.contains(u"“refund”"_s));
        QVERIFY(hit.excerpt.contains(u"full refund"_s));
        QCOMPARE(answer.searched, 2);
    }

    void rareWordsCountMoreThanFrequentOnes()
    {
        Fixture f;
        std::vector<QString> texts(20, u"The contract is signed by both sides."_s);
        texts.push_back(u"The contract names a penalty."_s);
        f.base.document(f.here(), u"Contracts"_s, texts);
        QCOMPARE(f.ask(u"contract penalty"_s).hits.front().ordinal, 20);
    }

    void scoresDoNotTellWhatOthersHave()
    {
        Fixture f;
        f.base.document(f.here(), u"Ours"_s, {u"A zebra crossing."_s, u"Another crossing."_s});
        const double before = f.ask(u"zebra"_s).hits.front().score;
        const auto other = f.people.tenant(u"Theirs"_s);
        PassageShelf::Place theirs{other, f.people.workspace(other, u"Knowledge"_s), f.owner};
        PassageShelf::Place beside{f.scope, f.people.workspace(f.scope, u"Beside"_s), f.owner};
        for (const auto &place : {theirs, beside})
            f.base.document(place, u"Zebras"_s, std::vector<QString>(30, u"zebra zebra zebra"_s));
        const api::SearchAnswer after = f.ask(u"zebra"_s);
        QCOMPARE(after.hits.size(), size_t{1});
        QCOMPARE(after.hits.front().score, before);
        WorkspaceIndexes fresh(*f.platform.database); // not from what was remembered
        HybridSearch again({.database = *f.platform.database, .indexes = fresh, .pool = f.pool});
        api::SearchRequest request;
        request.workspaceId = f.workspace;
        request.query = u"zebra"_s;
        request.mode = u"keyword"_s;
        QCOMPARE(runAwaitable(again.search(f.scope, {f.owner, false}, request)).hits.front().score, before);
    }

    void documentsAreFoundByWhomTheyAreShownTo()
    {
        Fixture f;
        const UserId anna = f.people.member(f.scope, u"anna@example.org"_s);
        const UserId ben = f.people.member(f.scope, u"ben@example.org"_s);
        const UserId guest = f.people.member(f.scope, u"guest@example.org"_s, Role::Guest);
        for (const QString &visibility : {u"private"_s, u"organization"_s, u"public"_s, u"shared"_s})
            f.base.document(f.hereAs(visibility, anna), visibility, {u"The marmalade is in the cellar."_s});
        const auto shared = f.people.run(u"SELECT id FROM knowledge_documents WHERE name = 'shared'"_s);
        f.people.run(
            u"INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id) VALUES (?, 'document', ?, 'user', ?)"_s,
            {stored(f.scope.tenant()), shared[0][0], stored(guest)});
        const auto seen = [&](UserId user, bool isGuest) {
            QStringList names = f.documents(u"marmalade"_s, {user, isGuest});
            names.sort();
            return names;
        };
        QCOMPARE(seen(anna, false), (QStringList{u"organization"_s, u"private"_s, u"public"_s, u"shared"_s}));
        QCOMPARE(seen(ben, false), (QStringList{u"organization"_s, u"public"_s}));
        QCOMPARE(seen(guest, true), (QStringList{u"public"_s, u"shared"_s}));
    }

    /// However many better ones there are that may not be seen.
    void whatIsHiddenTakesNoPlace()
    {
        Fixture f;
        const UserId anna = f.people.member(f.scope, u"anna@example.org"_s);
        f.base.document(f.hereAs(u"private"_s, anna), u"Hidden"_s,
                        std::vector<QString>(300, u"quince quince quince"_s));
        f.base.document(f.here(), u"Shown"_s, {u"A long text that has the word quince but once, and many others."_s});
        const api::SearchAnswer answer = f.ask(u"quince"_s);
        QCOMPARE(Fixture::namesIn(answer), QStringList{u"Shown"_s});
        QCOMPARE(answer.hits.front().reasons.front().rank, 1);
        QCOMPARE(answer.searched, 1);
    }

    void whatIsSwitchedOffOrOfAnotherGenerationIsNotFound()
    {
        Fixture f;
        const DocumentId id = f.base.document(f.here(), u"Manual"_s, {u"Turn the lever clockwise."_s});
        f.base.set(id, u"active"_s, 0);
        QCOMPARE(f.ask(u"lever"_s).hits.size(), size_t{0});
        f.base.set(id, u"active"_s, 1);
        QCOMPARE(f.ask(u"lever"_s).hits.size(), size_t{1});
        f.base.addPassages(f.here(), id, 2, {u"Turn the lever twice."_s, u"Then press the knob."_s});
        QCOMPARE(f.ask(u"lever"_s).hits.front().text, u"Turn the lever clockwise."_s);
        QCOMPARE(f.ask(u"knob"_s).hits.size(), size_t{0});
        f.base.set(id, u"generation"_s, 2);
        f.base.dropPassages(f.here(), id, 1);
        QCOMPARE(f.ask(u"lever"_s).hits.front().text, u"Turn the lever twice."_s);
        QCOMPARE(f.ask(u"knob"_s).hits.size(), size_t{1});
        f.base.dropPassages(f.here(), id, 2);
        QCOMPARE(f.ask(u"lever"_s).hits.size(), size_t{0});
    }

    void phrasesMustBeThereAsTheyAre()
    {
        Fixture f;
        f.base.document(f.here(), u"Notes"_s, {u"The board of directors met."_s, u"Directors of the board met."_s});
        QCOMPARE(f.ask(u"board of directors"_s).hits.size(), size_t{2});
        const api::SearchAnswer quoted = f.ask(u"\"Board of Directors\""_s);
        QCOMPARE(quoted.hits.size(), size_t{1});
        QCOMPARE(quoted.hits.front().ordinal, 0);
    }

    void aMisspeltWordFindsWhatWasMeantAndSaysSo()
    {
        Fixture f;
        f.base.document(f.here(), u"Policy"_s, {u"The warranty lasts two years."_s});
        const api::SearchAnswer answer = f.ask(u"warrenty"_s);
        QCOMPARE(answer.hits.size(), size_t{1});
        QVERIFY(answer.note.contains(u"warrenty"_s));
    }

    void aSearchMayStayWithinSomeDocuments()
    {
        Fixture f;
        f.base.document(f.here(), u"One"_s, std::vector<QString>(150, u"fee fee fee"_s));
        const DocumentId two = f.base.document(f.here(), u"Two"_s, {u"The fee is listed in the annex."_s});
        api::SearchRequest request;
        request.workspaceId = f.workspace;
        request.query = u"fee"_s;
        request.mode = u"keyword"_s;
        request.documentIds = {two};
        QCOMPARE(Fixture::namesIn(f.askFor(request, {f.owner, false})), QStringList{u"Two"_s});
        request.documentIds = {makeId<DocumentId>(f.platform.clock.now())};
        QCOMPARE(f.problem(request), u"not_found"_s);
    }

    void whatCannotBeAskedIsRefused()
    {
        Fixture f;
        api::SearchRequest request;
        request.workspaceId = f.workspace;
        request.query = u"  "_s;
        QCOMPARE(f.problem(request), u"invalid_request"_s);
        request.query = u"word"_s;
        request.mode = u"telepathy"_s;
        QCOMPARE(f.problem(request), u"invalid_request"_s);
        request.mode = u"graph"_s;
        QCOMPARE(f.problem(request), u"invalid_request"_s);
        request.mode = u"keyword"_s;
        request.limit = 101;
        QCOMPARE(f.problem(request), u"invalid_request"_s);
        request.limit = 5;
        QCOMPARE(f.problem(request), u"none"_s);
        const auto other = f.people.tenant(u"Theirs"_s);
        request.workspaceId = f.people.workspace(other, u"Knowledge"_s);
        QCOMPARE(f.problem(request), u"not_found"_s);
    }

    void languagesHaveTheirOwnStems()
    {
        Fixture f;
        auto german = f.here();
        german.language = u"de"_s;
        f.base.document(german, u"Vertrag"_s, {u"Die Rechnungen werden monatlich bezahlt."_s});
        auto japanese = f.here();
        japanese.language = u"ja"_s;
        f.base.document(japanese, u"契約"_s, {u"請求書は毎月支払われます。"_s});
        f.base.document(f.here(), u"Contract"_s, {u"Invoices are paid each month."_s});
        QCOMPARE(Fixture::namesIn(f.ask(u"Rechnung"_s)), QStringList{u"Vertrag"_s});
        QCOMPARE(Fixture::namesIn(f.ask(u"請求書"_s)), QStringList{u"契約"_s});
        QCOMPARE(Fixture::namesIn(f.ask(u"invoice"_s)), QStringList{u"Contract"_s});
    }
};

static const bool registered = tabletalk::test::add<TestSearch>();
#include "tst_Search.moc"
